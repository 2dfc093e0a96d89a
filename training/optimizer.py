"""How weights are moved: the plan of a run, its learning rate, and an optimizer with float32 master copies."""

import math
from dataclasses import dataclass
from typing import Any

import torch


@dataclass(frozen=True)
class Plan:
    """How a run is made; times in minutes of work, not of the clock on the wall."""

    minutes: float = 60.0
    learning_rate: float = 2e-5  # 1.2e-4 raised the loss of a pretrained decoder from 2.2 to 2.7
    warmup_share: float = 0.04
    weight_decay: float = 0.01
    max_grad_norm: float = 1.0
    averaged_share: float = 0.25  # of the time, at the end: the checkpoint is the mean of its weights
    save_every_minutes: float = 4.0
    report_every: int = 20  # batches
    seed: int = 20


class MasterAdamW:
    """AdamW on float32 copies of low-precision parameters (bf16 alone loses small updates)."""

    def __init__(self, model: torch.nn.Module, plan: Plan) -> None:
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.masters = [p.detach().float().clone() for p in self.parameters]
        self.means: list[torch.Tensor] = []
        self.n_averaged = 0
        self.max_grad_norm = plan.max_grad_norm
        matrices = [m for m in self.masters if m.ndim > 1]
        vectors = [m for m in self.masters if m.ndim <= 1]
        groups = [{"params": matrices, "weight_decay": plan.weight_decay}, {"params": vectors, "weight_decay": 0.0}]
        self.adam = torch.optim.AdamW(groups, lr=plan.learning_rate, betas=(0.9, 0.99), fused=True)

    def step(self, learning_rate: float) -> float:
        """One update; returns the norm of the gradient before clipping."""
        for parameter, master in zip(self.parameters, self.masters, strict=True):
            master.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        norm = torch.nn.utils.clip_grad_norm_(self.masters, self.max_grad_norm)
        for group in self.adam.param_groups:
            group["lr"] = learning_rate
        self.adam.step()
        self._put(self.masters)
        return float(norm)

    @torch.no_grad()
    def _put(self, values: list[torch.Tensor]) -> None:
        for parameter, value in zip(self.parameters, values, strict=True):
            parameter.copy_(value)

    def average(self) -> None:
        """Takes the weights as they are now into their mean."""
        self.n_averaged += 1
        if not self.means:
            self.means = [torch.zeros_like(master) for master in self.masters]
        for mean, master in zip(self.means, self.masters, strict=True):
            mean.lerp_(master, 1 / self.n_averaged)

    def forget_means(self) -> None:
        self.means, self.n_averaged = [], 0

    def put_means(self) -> None:
        """The parameters become the mean, if there is one, until the next step."""
        if self.means:
            self._put(self.means)

    def state(self) -> dict[str, Any]:
        averaged = {"means": self.means, "n_averaged": self.n_averaged}
        return {"masters": self.masters, "adam": self.adam.state_dict(), **averaged}

    def restore(self, state: dict[str, Any]) -> None:
        with torch.no_grad():
            for mine, saved in zip(self.masters, state["masters"], strict=True):
                mine.copy_(saved)
        self._put(self.masters)
        self.adam.load_state_dict(state["adam"])
        self.means, self.n_averaged = state["means"], state["n_averaged"]


def rate(share: float, plan: Plan) -> float:
    """Linear warm-up, then a cosine down to a twentieth, by the share of the budget that is spent."""
    if share < plan.warmup_share:
        return plan.learning_rate * max(share, 1e-3) / plan.warmup_share
    rest = (share - plan.warmup_share) / (1 - plan.warmup_share)
    return plan.learning_rate * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, rest))))
