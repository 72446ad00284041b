"""The loudspeakers behind libVLC: a player process, a sound device, and the ear on its monitor."""

import threading

from broadcaster.speakers.child import PlayerChild
from broadcaster.speakers.devices import listing
from broadcaster.speakers.performance import Performance
from broadcaster.speakers.port import Cue, Device, Played, Watch
from broadcaster.speakers.relay import Relaying


class VlcSpeakers:
    """One player process, kept from cue to cue and replaced when it fails; one cue at a time."""

    def __init__(self, module: str = "pulse", *, ear: bool = True, level: int = 100) -> None:
        self.module = module
        self.listens = ear
        self.level = level
        self._lock = threading.Lock()
        self._child: PlayerChild | None = PlayerChild(module)

    @property
    def player_pid(self) -> int:
        """The player process's number, 0 while there is none."""
        return self._child.pid if self._child else 0

    def play(self, cue: Cue, watch: Watch) -> Played:
        """Play and listen until the end; sound trouble becomes an outcome, never an exception."""
        with self._lock:
            performance = Relaying(cue, watch, self) if cue.stream else Performance(cue, watch, self)
            try:
                return performance.run()
            finally:
                performance.close()

    def devices(self) -> list[Device]:
        """The sound server's outputs; an empty list where it is not there or cannot be asked."""
        return listing() if self.module == "pulse" else []

    def close(self) -> None:
        """End the player; nothing sounds afterwards."""
        child, self._child = self._child, None
        if child:
            child.close()

    def player(self) -> PlayerChild:
        """A player that runs; started anew if the last one is gone."""
        if self._child is None or self._child.gone:
            return self.replace()
        return self._child

    def replace(self) -> PlayerChild:
        """Away with this player, whatever it is doing, and a fresh one in its place."""
        if self._child:
            self._child.close(at_once=True)
        self._child = PlayerChild(self.module)
        return self._child
