"""How the built-in engine is trained: one value, so that an experiment is one changed field.

The defaults are the ones that the table of experiments in docs/nlu.md came to.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

from domain.errors import ConfigError
from nlu.features import GROUPS


def _weights() -> dict[str, float]:
    return {"words": 1.0, "stems": 0.7, "characters": 0.8, "concepts": 0.7, "form": 0.2}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    weights: of each group of features, 0 leaves it out. act_c: inverse strength of the
    regularisation of the machines of acts. balance: 0 takes acts as often as they come, 1 makes
    rare ones as heavy as common ones. joint: weight of the machines of acts divided by component,
    0 leaves them out. component_ridge: strength of the regularisation of components. also: how
    much a message is of a component that is not its primary one, 0 to 1. act_sharpness,
    component_sharpness: 1 gives the confidence that is right for messages as odd as those of the
    corpus, more gives a higher one, for plainer messages. noise: copies of each message with
    typing errors, for the components; the acts gained nothing by them. folds: of the
    cross-validation that calibrates probabilities.
    """

    weights: dict[str, float] = field(default_factory=_weights)
    act_c: float = 1.0
    balance: float = 0.5
    joint: float = 1.0
    component_ridge: float = 0.6
    also: float = 0.5
    act_sharpness: float = 1.5
    component_sharpness: float = 1.5
    noise: int = 1
    folds: int = 3

    def changed(self, assignment: str) -> Recipe:
        """The recipe with one field or one group's weight set: "act_c=2", "characters=0".

        Raises ConfigError for a name that is none of them or a value that is no number.
        """
        name, equals, value = assignment.partition("=")
        try:
            number = float(value)
        except ValueError:
            equals = ""
            number = 0.0
        if not equals:
            raise ConfigError(f"{assignment!r} must be a name, '=' and a number")
        if name in GROUPS:
            return replace(self, weights={**self.weights, name: number})
        known = {f.name: f.type for f in fields(self) if f.name != "weights"}
        if name not in known:
            raise ConfigError(f"unknown setting {name!r}; known: {', '.join([*known, *GROUPS])}")
        if known[name] in ("int", int):
            return replace(self, **{name: int(number)})  # type: ignore[arg-type]
        return replace(self, **{name: number})  # type: ignore[arg-type]
