"""The arithmetic: from readings to attainment, status, roll-up and weights."""

from okrsheet.score.scores import ActionScore, KpiScore, NodeScore, Scores, score_plan
from okrsheet.score.status import Status

__all__ = ["ActionScore", "KpiScore", "NodeScore", "Scores", "Status", "score_plan"]
