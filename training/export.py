"""The trained network to what ships: int8 ONNX of the encoder, the heads as arrays, the tokenizer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from training.fuse import fuse
from training.net import Heads


class _States(nn.Module):
    """The encoder with plain tensors in and out, as ONNX wants it."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states: Tensor = self.encoder(ids, attention_mask=mask).last_hidden_state
        return states


def export(encoder: BertModel, heads: Heads, tokenizer: Tokenizer, out: Path) -> None:
    """Write encoder.onnx (int8), heads.npz and tokenizer.json into `out`."""
    encoder.eval()
    encoder.set_attn_implementation("eager")  # the exporter knows plain attention best
    whole = out / "encoder-fp32.onnx"
    sample = torch.ones(2, 8, dtype=torch.long)
    axes = {
        "ids": {0: "windows", 1: "pieces"},
        "mask": {0: "windows", 1: "pieces"},
        "states": {0: "windows", 1: "pieces"},
    }
    torch.onnx.export(
        _States(encoder), (sample, sample), str(whole), input_names=["ids", "mask"], output_names=["states"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(str(whole), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    fuse(out / "encoder.onnx", encoder.config.num_attention_heads)
    whole.unlink()
    arrays = {k.replace(".", "_"): v.detach().numpy().astype(np.float32) for k, v in heads.state_dict().items()}
    np.savez_compressed(out / "heads.npz", **arrays)
    tokenizer.save(str(out / "tokenizer.json"))


def main() -> None:
    """`python -m training.export CHECKPOINT OUT`: export a saved state, to try it before the training ends."""
    import sys

    from training.__main__ import base

    encoder, tokenizer = base()
    heads = Heads()
    state = torch.load(sys.argv[1])
    encoder.load_state_dict(state["encoder"])
    heads.load_state_dict(state["heads"])
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    export(encoder, heads, tokenizer, out)


if __name__ == "__main__":
    main()
