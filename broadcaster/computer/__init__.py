"""The PC under the station: does it stay awake, does its clock hold, will it restart in the middle of a programme?"""
