"""The recipe that made ``models/compact``, runnable on anyone's pairs.

The way of the weights::

    start_e5 / start_gemma   published weights → a pruned start checkpoint
    texts                    JSONL or CSV files → documents
    examples                 documents → (source, target) examples
    batches                  examples → length-packed batches, resumable to the batch
    start                    the checkpoint to begin with: where it is, how it is asked
    run                      one batch after another, saved and taken up again
    train                    the command: batches → a checkpoint that transformers loads
    optimizer                the plan of a run, its learning rate, float32 master copies
    checkpoint               what it has besides its weights: how it is asked, licences
    fingerprint              what a run was made of, so that it goes on with the same only
    ending                   errors → one sentence and an exit code, for all of them
"""
