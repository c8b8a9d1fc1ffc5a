"""Fits the network of PageModel: the blocks of a page judged together (`fit-content-model.py` calls it; needs numpy and jax).

What a block has by itself goes through one layer, what the blocks around it have through three with ever longer reach; the
numbers are those of BlockNetwork, which reads the weights in the order of `columns`.
"""
import jax
import jax.numpy as jnp
import numpy

CHANNELS = 32
REACHES = (1, 2, 4)
BOUND = 4
# Pages are laid one behind the other, as many as there is room for, with more empty blocks between than a layer reaches over; of a longer page the
# first blocks are learned from.
ROWS, PAGES, GAP = 4096, 512, 8
EPOCHS, RATE, DECAY, DROPPED = 30, 2e-3, 1e-2, 0.2


def logarithm(numbers):
    """Logarithm.of of the program, with the sign of the number."""
    part, power = numpy.frexp(numpy.abs(numbers).astype(numpy.float32) + 1)
    return numpy.sign(numbers) * (power - 2 + 2 * part)


def laid(pages):
    """Batches of rows, labels, weights, the page of every row, and whether there is a block."""
    start, batch, count = 0, None, 0
    for rows, labels, weights in pages:
        rows, labels, weights = rows[:ROWS - GAP], labels[:ROWS - GAP], weights[:ROWS - GAP]
        if batch is None or start + len(rows) + GAP > ROWS or count > PAGES - 2:
            if batch is not None:
                yield batch
            start, count = 0, 0
            batch = (
                numpy.zeros((ROWS, rows.shape[1]), numpy.float32), numpy.zeros(ROWS, numpy.float32),
                numpy.zeros(ROWS, numpy.float32), numpy.full(ROWS, PAGES - 1, numpy.int32), numpy.zeros(ROWS, numpy.float32))
        for column, values in zip(batch, (rows, labels, weights, count, 1)):
            column[start:start + len(rows)] = values
        start += len(rows) + GAP
        count += 1
    if batch is not None:
        yield batch


def dropped(key, values):
    return values if key is None else values * jax.random.bernoulli(key, 1 - DROPPED, values.shape) / (1 - DROPPED)


def odds(network, rows, pages, there, key=None):
    keys = [None] * (2 + len(REACHES)) if key is None else jax.random.split(key, 2 + len(REACHES))
    hidden = jax.nn.relu(dropped(keys[0], rows) @ network["input"] + network["input bias"]) * there[:, None]
    hidden = dropped(keys[1], hidden)
    sums = jax.ops.segment_sum(hidden, pages, PAGES)
    counts = jax.ops.segment_sum(there, pages, PAGES)
    hidden = hidden + (sums / (counts[:, None] + 1))[pages] @ network["page"] * there[:, None]
    for index, reach in enumerate(REACHES):
        before, own, behind = network[f"layer {index}"]
        sums = jnp.roll(hidden, reach, 0) @ before + hidden @ own + jnp.roll(hidden, -reach, 0) @ behind
        hidden = (hidden + jax.nn.relu(sums + network[f"layer {index} bias"])) * there[:, None]
        hidden = dropped(keys[2 + index], hidden)
    return hidden @ network["output"] + network["output bias"]


def begun(key, width):
    keys = jax.random.split(key, 3 + len(REACHES))
    spread = lambda key, shape, inputs, factor: jax.random.normal(key, shape) * numpy.sqrt(2 / inputs) * factor
    network = {
        "input": spread(keys[0], (width, CHANNELS), width, 1), "input bias": jnp.zeros(CHANNELS),
        "page": spread(keys[1], (CHANNELS, CHANNELS), CHANNELS, 0.3),
        "output": spread(keys[2], (CHANNELS,), CHANNELS, 0.3), "output bias": jnp.zeros(())}
    for index in range(len(REACHES)):
        network[f"layer {index}"] = spread(keys[3 + index], (3, CHANNELS, CHANNELS), 3 * CHANNELS, 0.5)
        network[f"layer {index} bias"] = jnp.zeros(CHANNELS)
    return network


def loss(network, rows, labels, weights, pages, there, key):
    found = odds(network, rows, pages, there, key)
    return jnp.sum(weights * (jax.nn.softplus(found) - labels * found)) / (jnp.sum(weights) + 1e-6)


@jax.jit
def step(state, batch, key, rate):
    """One step of AdamW (Loshchilov and Hutter 2019)."""
    network, means, squares, count = state
    slope = jax.grad(loss)(network, *batch, key)
    means = jax.tree.map(lambda mean, new: 0.9 * mean + 0.1 * new, means, slope)
    squares = jax.tree.map(lambda square, new: 0.999 * square + 0.001 * new * new, squares, slope)
    count += 1
    network = jax.tree.map(
        lambda weight, mean, square: weight - rate * (
            mean / (1 - 0.9 ** count) / (jnp.sqrt(square / (1 - 0.999 ** count)) + 1e-8) + DECAY * weight),
        network, means, squares)
    return network, means, squares, count


def fit(pages, seed=1):
    """The network as columns; `pages` have rows, labels and weights."""
    everything = logarithm(numpy.vstack([page["rows"] for page in pages]))
    weights = numpy.concatenate([page["weights"] for page in pages])
    means = numpy.average(everything, 0, weights)
    scales = 1 / (numpy.sqrt(numpy.average((everything - means) ** 2, 0, weights)) + 1e-3)
    ready = [
        (numpy.clip((logarithm(page["rows"]) - means) * scales, -BOUND, BOUND).astype(numpy.float32), page["labels"], page["weights"])
        for page in pages]
    draw = numpy.random.default_rng(seed)
    key = jax.random.PRNGKey(seed + 1)
    network = begun(jax.random.PRNGKey(seed), everything.shape[1])
    state = (network, *(jax.tree.map(jnp.zeros_like, network) for _ in range(2)), 0)
    steps = EPOCHS * (sum(1 for _ in laid(ready)) + 1)
    done = 0
    for _ in range(EPOCHS):
        order = draw.permutation(len(ready))
        for batch in laid(ready[index] for index in order):
            key, own = jax.random.split(key)
            state = step(state, batch, own, RATE * 0.5 * (1 + numpy.cos(numpy.pi * min(1, done / steps))))
            done += 1
    return columns(means, scales, state[0])


def columns(means, scales, network):
    parts = [network["input"], network["input bias"], network["page"]]
    for index in range(len(REACHES)):
        parts += [network[f"layer {index}"], network[f"layer {index} bias"]]
    parts += [network["output"], network["output bias"]]
    numbers = lambda values: [float(f"{value:.4g}") for value in numpy.asarray(values).ravel()]
    return {
        "means": numbers(means), "scales": numbers(scales),
        "weights": [number for part in parts for number in numbers(part)]}
