"""The network in torch: MiniLM's encoder with a table for case, and three heads. The run time repeats it in NumPy.

Shapes: B windows, T pieces, U units, M mentions, W widths of spans, C span labels, R predicates.
"""

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.reader.labels import CLASSES, FORMS, RELATIONS, SPANS
from kg.extract.reader.mentions import DISTANCES, PAIR_WIDTH
from kg.extract.reader.pieces import CASES

WIDTH = 384
WIDEST = 16  # units of a name
LAYERS = 6
_HEADS, _INNER, _VOCABULARY, _POSITIONS = 12, 1536, 30522, 512
_SPAN, _MENTION, _HIDDEN, _LOW, _RELATION, _QUERY = 128, 192, 160, 64, 256, 64
_LOOKS = 2  # ways in which a pair looks at its surroundings
_NEAR = 32  # units to either side of a mention whose place counts


class Layer(nn.Module):
    """One transformer block, normalised after each part as BERT is."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, _INNER), nn.Linear(_INNER, WIDTH)
        self.normal = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (B, T, WIDTH); `bias` (B, 1, 1, T) is very negative at padding."""
        batch, length, _ = x.shape
        query, key, value = (
            part(x).view(batch, length, _HEADS, WIDTH // _HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = functional.softmax(query @ key.transpose(-1, -2) / math.sqrt(WIDTH // _HEADS) + bias, dim=-1)
        seen = (weights @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attended(x + self.dropout(self.output(seen)))
        return self.normal(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Piece ids and cases (B, T) to vectors (B, T, WIDTH)."""

    def __init__(self, dropout: float, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(_VOCABULARY, WIDTH)
        self.places = nn.Embedding(_POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.cases = nn.Embedding(len(CASES), WIDTH)
        self.normal = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.cases.weight)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """`mask` (B, T) is 1 where there is a piece."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(at) + self.kind + self.cases(cases)
        x = self.dropout(self.normal(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_bert(self, raw: Mapping[str, Tensor]) -> None:
        """Start from the weights of a BERT of this width and depth, as all-MiniLM-L6-v2."""
        take = {
            "words.weight": "embeddings.word_embeddings.weight",
            "places.weight": "embeddings.position_embeddings.weight",
            "normal.weight": "embeddings.LayerNorm.weight", "normal.bias": "embeddings.LayerNorm.bias",
        }  # fmt: skip
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "output": "attention.output.dense", "attended": "attention.output.LayerNorm",
            "inner": "intermediate.dense", "outer": "output.dense", "normal": "output.LayerNorm",
        }  # fmt: skip
        for number in range(len(self.layers)):
            for ours, theirs in parts.items():
                for what in ("weight", "bias"):
                    take[f"layers.{number}.{ours}.{what}"] = f"encoder.layer.{number}.{theirs}.{what}"
        state = {ours: raw[theirs] for ours, theirs in take.items()}
        state["kind"] = raw["embeddings.token_type_embeddings.weight"][0]
        state["cases.weight"] = self.cases.weight.detach()
        self.load_state_dict(state)


class SpanHead(nn.Module):
    """Units (B, U, WIDTH) to logits (B, U, W, C): the span that begins at a unit and is so many units wide."""

    def __init__(self) -> None:
        super().__init__()
        self.start, self.end = nn.Linear(WIDTH, _SPAN), nn.Linear(WIDTH, _SPAN)
        self.pair = nn.Parameter(torch.randn(len(SPANS), _SPAN + 1, _SPAN + 1) * 0.02)
        self.width = nn.Parameter(torch.full((WIDEST, len(SPANS)), -5.0))
        self.dropout = nn.Dropout(0.2)

    def forward(self, units: Tensor) -> Tensor:
        """Spans that run over the end get the last unit as their end; the caller masks them."""
        start, end = (
            functional.pad(self.dropout(torch.relu(part(units))), (0, 1), value=1.0) for part in (self.start, self.end)
        )
        turned = torch.einsum("buk,ckl->bucl", start, self.pair)
        ends = torch.cat([end, end[:, -1:].expand(-1, WIDEST - 1, -1)], dim=1).unfold(1, WIDEST, 1)  # (B, U, _, W)
        return (turned @ ends).transpose(2, 3) + self.width


class MentionHead(nn.Module):
    """First and last unit of each mention (M, 2 * WIDTH), and its class and form, to (M, _MENTION)."""

    def __init__(self) -> None:
        super().__init__()
        self.ends = nn.Linear(2 * WIDTH, _MENTION)
        self.kinds = nn.Embedding(len(CLASSES) * len(FORMS), _MENTION)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ends: Tensor, kinds: Tensor) -> Tensor:
        """Vectors of mentions."""
        return self.dropout(torch.relu(self.ends(ends) + self.kinds(kinds)))


class CoreferenceHead(nn.Module):
    """Score of a mention with one before it; to be nobody's successor scores 0."""

    def __init__(self) -> None:
        super().__init__()
        self.new, self.old = nn.Linear(_MENTION, _HIDDEN), nn.Linear(_MENTION, _HIDDEN)
        self.low = nn.Linear(_MENTION, _LOW)
        self.product = nn.Linear(_LOW, _HIDDEN)
        self.features = nn.Linear(PAIR_WIDTH, _HIDDEN)
        self.score = nn.Linear(_HIDDEN, 1)

    def forward(self, new: Tensor, old: Tensor, features: Tensor) -> Tensor:
        """Pairs of mentions (P, _MENTION) and their `features` (P, PAIR_WIDTH) to scores (P)."""
        hidden = self.new(new) + self.old(old) + self.product(self.low(new) * self.low(old))
        found: Tensor = self.score(torch.relu(hidden + self.features(features))).squeeze(-1)
        return found


class RelationHead(nn.Module):
    """Logits (B, M, M, R) of windows: what the first mention of a pair is to the second.

    Each pair looks at its window's units: where both of its mentions would look.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        looks = _LOOKS * _QUERY
        self.of_subject, self.of_object = nn.Linear(_MENTION, looks), nn.Linear(_MENTION, looks)
        self.key, self.value = nn.Linear(WIDTH, looks), nn.Linear(WIDTH, looks)
        self.near_subject = nn.Parameter(torch.zeros(2 * _NEAR + 1, _LOOKS))
        self.near_object = nn.Parameter(torch.zeros(2 * _NEAR + 1, _LOOKS))
        self.subject, self.object = nn.Linear(_MENTION, _RELATION), nn.Linear(_MENTION, _RELATION)
        self.context = nn.Linear(looks, _RELATION)
        self.distance = nn.Embedding(2 * DISTANCES, _RELATION)
        self.dropout = nn.Dropout(dropout)
        self.score = nn.Linear(_RELATION, len(RELATIONS))
        nn.init.constant_(self.score.bias, -4.0)

    def forward(self, mentions: Tensor, starts: Tensor, units: Tensor, mask: Tensor, distances: Tensor) -> Tensor:
        """`starts` (B, M) are units of the windows `units` (B, U, WIDTH), of which `mask` (B, U) tells the real ones.

        `distances` (B, M, M) are buckets.
        """
        count, length = units.shape[:2]
        key, value = (part(units).view(count, length, _LOOKS, _QUERY) for part in (self.key, self.value))
        at = torch.arange(length, device=units.device)
        offset = (at - starts[:, :, None]).clamp(-_NEAR, _NEAR) + _NEAR
        first, second = (
            torch.einsum("bmhq,buhq->bmhu", query(mentions).view(count, -1, _LOOKS, _QUERY), key) / math.sqrt(_QUERY)
            + functional.embedding(offset, near).transpose(2, 3)
            for query, near in ((self.of_subject, self.near_subject), (self.of_object, self.near_object))
        )
        first = first + (1.0 - mask)[:, None, None, :] * -10000.0
        weights = functional.softmax(first[:, :, None] + second[:, None, :], dim=-1)
        seen = torch.einsum("bmnhu,buhq->bmnhq", weights, value).flatten(3)
        hidden = self.subject(mentions)[:, :, None] + self.object(mentions)[:, None, :] + self.context(seen)
        found: Tensor = self.score(self.dropout(torch.relu(hidden + self.distance(distances))))
        return found


class Reader(nn.Module):
    """Encoder and heads; how much of the encoder and of the relation head is left out in training."""

    def __init__(self, encoder_dropout: float = 0.1, relation_dropout: float = 0.2, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(encoder_dropout, layers)
        self.spans = SpanHead()
        self.mentions = MentionHead()
        self.coreference = CoreferenceHead()
        self.relations = RelationHead(relation_dropout)
