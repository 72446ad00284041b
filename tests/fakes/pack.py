"""A voice pack for Piper with a network of five operations: a tone for every letter, its pitch chosen by the letter."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

RATE = 22_050
A_LETTER = RATE // 24
LICENCE = "CC0 1.0: a voice that is no voice, for tests only.\n"
LETTERS = "abcdeghiklmnopqrstuvxy0123456789đươăâêợ̂̀́̉̃̂̆ "


def network() -> bytes:
    """Piper's interface (input, input_lengths, scales -> output) over a table of one tone a symbol."""
    time = np.arange(A_LETTER) / RATE
    edge = np.minimum(1, np.minimum(np.arange(A_LETTER), np.arange(A_LETTER)[::-1]) / 200)
    pitches = 250 + 15 * np.arange(len(LETTERS) + 3)
    table = (0.4 * edge * np.sin(2 * np.pi * pitches[:, None] * time)).astype(np.float32)
    table[:3] = 0  # pad, begin, end
    steps = [
        helper.make_node("Gather", ["table", "input"], ["tones"]),  # 1 x letters x samples
        helper.make_node("Slice", ["scales", "one", "two", "zero"], ["stretch"]),
        helper.make_node("Concat", ["ones", "stretch"], ["sizes"], axis=0),
        helper.make_node("Resize", ["tones", "", "sizes"], ["longer"], mode="linear"),
        helper.make_node("Reshape", ["longer", "flat"], ["output"]),
    ]
    graph = helper.make_graph(
        steps,
        "tones",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "letters"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.ones(2, dtype=np.float32), "ones"),
            numpy_helper.from_array(np.array([1, 1, 1, -1], dtype=np.int64), "flat"),
            *(
                numpy_helper.from_array(np.array([n], dtype=np.int64), name)
                for n, name in enumerate(["zero", "one", "two"])
            ),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def description(**other: Any) -> dict[str, Any]:
    """What stands in the .onnx.json."""
    symbols = {"_": [0], "^": [1], "$": [2]} | {letter: [number + 3] for number, letter in enumerate(LETTERS)}
    return {
        "audio": {"sample_rate": RATE, "quality": "x_low"},
        "espeak": {"voice": "vi"},
        "language": {"code": "vi_VN"},
        "phoneme_type": "text",
        "phoneme_id_map": symbols,
        "num_symbols": len(symbols),
        "num_speakers": 1,
        "inference": {"length_scale": 1.0},
    } | other


def pack(folder: Path, **other: Any) -> Path:
    """The pack as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vi_VN-thử.onnx").write_bytes(network())
    (folder / "vi_VN-thử.onnx.json").write_text(json.dumps(description(**other)), encoding="utf-8")
    (folder / "LICENSE").write_text(LICENCE, encoding="utf-8")
    return folder


def zipped(folder: Path, file: Path) -> Path:
    """The pack as a zip, in a folder inside it as people zip them."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"giong/{path.name}")
    return file
