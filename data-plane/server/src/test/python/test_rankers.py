"""Hits ranked by functions: decay, boost, rrf and weighted, against scores made by hand and those of Milvus Lite."""

import math
import random

import pytest
from pymilvus import AnnSearchRequest, DataType, Function, FunctionScore, FunctionType, MilvusException
from pymilvus.client.prepare import Prepare

ROWS = 60
CURVES = {
    "gauss": lambda far: 0.3 ** (far * far),
    "exp": lambda far: 0.3**far,
    "linear": lambda far: max(0, 1 - 0.7 * far),
}


def ranker(reranker, fields=(), **params):
    return Function("ranker", FunctionType.RERANK, list(fields), params={"reranker": reranker} | params)


def decay(curve, field="price", **params):
    return ranker("decay", [field], **{"function": curve, "origin": 50, "scale": 20, "offset": 10, "decay": 0.3} | params)


def boost(weight, condition="", **params):
    return ranker("boost", weight=weight, **({"filter": condition} if condition else {}), **params)


def row(i):
    kind = "odd" if i % 2 else "even"
    turned = math.radians(i)
    return {
        "id": i, "far": [float(i), 0.0], "near": [math.cos(turned), math.sin(turned)],
        "price": i * 7 % 101, "stock": i % 3, "ratio": i / 4, "kind": kind, "maybe": None,
    }


@pytest.fixture(params=["in memory", "in a segment"])
def shop(client, name, request):
    """Row i lies at the distance i of `far` from the origin, and turned by i degrees in `near`."""
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("far", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("near", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("price", DataType.INT32)
    schema.add_field("stock", DataType.INT64)
    schema.add_field("ratio", DataType.DOUBLE)
    schema.add_field("kind", DataType.VARCHAR, max_length=9)
    schema.add_field("maybe", DataType.INT32, nullable=True)
    index = client.prepare_index_params()
    index.add_index("far", index_type="FLAT", metric_type="L2")
    index.add_index("near", index_type="FLAT", metric_type="COSINE")
    client.create_collection(name, schema=schema, index_params=index)
    client.insert(name, [row(i) for i in range(ROWS)])
    if request.param == "in a segment":
        client.flush(name)
    yield name
    client.drop_collection(name)


def likeness(i):
    """How near row i lies in `far`, as rankers count it."""
    return 1 - 2 * math.atan(i * i) / math.pi


def cosine(i):
    return math.cos(math.radians(i))


def best(score, wanted, ascending=False):
    return sorted(((i, score(i)) for i in range(ROWS)), key=lambda hit: (hit[1] if ascending else -hit[1], hit[0]))[:wanted]


def found(hits):
    return [(hit["id"], hit["distance"]) for hit in hits]


def equals(expected):
    return [(key, pytest.approx(score, abs=1e-6)) for key, score in expected]


def search(client, shop, field, function, **options):
    query = {"far": [0.0, 0.0], "near": [1.0, 0.0]}[field]
    return client.search(shop, [query], anns_field=field, ranker=function, **{"limit": 6} | options)[0]


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize(("field", "score"), [("far", likeness), ("near", cosine)])
def test_a_decay_lowers_what_is_away_from_its_origin(client, shop, curve, field, score):
    def lowered(i):
        return score(i) * CURVES[curve](max(0, abs(row(i)["price"] - 50) - 10) / 20)

    hits = search(client, shop, field, decay(curve), offset=2, limit=5, output_fields=["kind"])
    assert found(hits) == equals(best(lowered, 7)[2:])
    assert [hit["entity"] for hit in hits] == [{"kind": row(hit["id"])["kind"]} for hit in hits]


def test_each_query_is_ranked_by_itself(client, shop):
    answers = client.search(
        shop, [[0.0, 0.0], [59.0, 0.0]], anns_field="far", limit=2, filter="id < 30", ranker=boost(0.5, "id in [3, 28]")
    )
    assert [found(hits) for hits in answers] == [[(0, 0.0), (1, 1.0)], [(28, 961 / 2), (29, 900.0)]]


def test_decays_read_numbers_of_every_type(client, shop):
    for field, value in {"stock": "stock", "ratio": "ratio"}.items():
        function = decay("exp", field, origin=0, scale=2, offset=0, decay=0.5)
        expected = best(lambda i: cosine(i) * 0.5 ** (row(i)[value] / 2), 6)
        assert [score for _, score in found(search(client, shop, "near", function))] == [score for _, score in equals(expected)]


def test_a_score_is_normalized_where_asked(client, shop):
    function = decay("linear", norm_score=True)
    expected = best(lambda i: (1 + cosine(i)) / 2 * CURVES["linear"](max(0, abs(row(i)["price"] - 50) - 10) / 20), 6)
    assert found(search(client, shop, "near", function)) == equals(expected)


@pytest.mark.parametrize("mode", ["max", "sum", "avg"])
def test_a_hybrid_lowers_what_its_searches_found(client, shop, mode):
    first = {i: likeness(i) for i in range(20)}
    second = {i: cosine(abs(i - 30)) for i in range(ROWS) if i % 2}
    second = dict(sorted(second.items(), key=lambda hit: -hit[1])[:14])

    def merged(i):
        scores = [scores[i] for scores in (first, second) if i in scores]
        return {"max": max, "sum": sum, "avg": lambda s: sum(s) / len(s)}[mode](scores) if scores else -1

    turned = math.radians(30)
    parts = [
        AnnSearchRequest([[0.0, 0.0]], "far", {}, 20),
        AnnSearchRequest([[math.cos(turned), math.sin(turned)]], "near", {}, 14, expr='kind == "odd"'),
    ]
    hits = client.hybrid_search(shop, parts, decay("gauss", score_mode=mode), limit=8, output_fields=["stock"])[0]
    expected = best(lambda i: merged(i) * CURVES["gauss"](max(0, abs(row(i)["price"] - 50) - 10) / 20), 8)
    assert found(hits) == equals(expected)
    assert all(hit["entity"] == {"stock": hit["id"] % 3} for hit in hits)


@pytest.mark.parametrize(
    ("params", "functions", "score"),
    [
        ({}, [boost(0.5, 'kind == "odd"')], lambda i: cosine(i) * (0.5 if i % 2 else 1)),
        ({}, [boost(3)], lambda i: cosine(i) * 3),
        ({"boost_mode": "Sum"}, [boost(0.5, "price > 60")], lambda i: cosine(i) + (0.5 if row(i)["price"] > 60 else 0)),
        (
            {"boost_mode": "Multiply", "function_mode": "Sum"},
            [boost(2, "stock == 1"), boost(3, 'kind == "odd"')],
            lambda i: cosine(i) * (2 * (i % 3 == 1) + 3 * (i % 2) or 1),
        ),
        (
            {"boost_mode": "sum", "function_mode": "multiply"},
            [boost(2, "stock == 1"), boost(-3, 'kind like "o%"'), boost(0.5, "maybe is null and id % 5 == 0")],
            lambda i: cosine(i)
            + (math.prod([2] * (i % 3 == 1) + [-3] * (i % 2) + [0.5] * (i % 5 == 0)) if i % 3 == 1 or i % 2 or i % 5 == 0 else 0),
        ),
    ],
)
def test_boosts_change_the_scores_of_what_meets_their_conditions(client, shop, params, functions, score):
    hits = search(client, shop, "near", FunctionScore(functions, params=params), limit=ROWS)
    assert dict(found(hits)) == dict(equals(best(score, ROWS)))
    scores = [hit["distance"] for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_of_distances_a_smaller_weight_promotes(client, shop):
    hits = search(client, shop, "far", boost(0.01, 'kind == "odd"'))
    assert found(hits) == equals(best(lambda i: i * i * (0.01 if i % 2 else 1), 6, ascending=True))


def test_a_boost_brings_up_what_lies_beyond_the_limit(client, shop):
    hits = search(client, shop, "near", boost(9, "id == 19"), limit=2, output_fields=["id"])
    assert found(hits) == equals([(19, 9 * cosine(19)), (0, 1)])


def test_a_boost_goes_together_with_filters_ranges_and_templates(client, shop):
    hits = search(
        client, shop, "near", boost(2, "stock in {wanted}"), filter="price > {least}", limit=4,
        filter_params={"wanted": [1], "least": 40}, search_params={"params": {"radius": 0.8, "range_filter": 0.99}},
    )
    within = [i for i in range(ROWS) if 0.8 < cosine(i) <= 0.99 and row(i)["price"] > 40]
    expected = [hit for hit in best(lambda i: cosine(i) * (2 if i % 3 == 1 else 1), ROWS) if hit[0] in within][:4]
    assert found(hits) == equals(expected)


def test_a_boost_of_chance_is_the_same_for_the_same_seed(client, shop):
    def parts(seed, **more):
        hits = search(client, shop, "near", boost(2, random_score={"seed": seed} | more), limit=ROWS)
        return {key: score / cosine(key) / 2 for key, score in found(hits)}

    first = parts(126)
    assert all(0 <= part < 1 for part in first.values())
    assert len({round(part, 5) for part in first.values()}) > ROWS / 2
    assert parts(126) == first
    assert parts(127) != first
    by_stock = parts(126, field="stock")
    for key, part in by_stock.items():
        assert part == pytest.approx(by_stock[key % 3], abs=1e-5)
    assert len({round(part, 4) for part in by_stock.values()}) == 3


def test_a_search_by_itself_may_be_ranked_by_rank_or_weight(client, shop):
    assert found(search(client, shop, "far", ranker("rrf", k=10), limit=2, offset=1)) == equals([(1, 1 / 12), (2, 1 / 13)])
    hits = search(client, shop, "near", ranker("weighted", weights=[0.5], norm_score=True), limit=3)
    assert found(hits) == equals([(i, (1 + cosine(i)) / 4) for i in range(3)])


def test_boosts_come_before_a_decay(client, shop):
    functions = [decay("exp"), boost(5, "price < 30")]

    def score(i):
        return cosine(i) * (5 if row(i)["price"] < 30 else 1) * CURVES["exp"](max(0, abs(row(i)["price"] - 50) - 10) / 20)

    assert found(search(client, shop, "near", FunctionScore(functions))) == equals(best(score, 6))


def hybrid(client, shop, part, whole):
    """A hybrid search of one part with a ranker of its own, which the client does not offer."""
    request = Prepare.search_requests_with_expr(shop, "near", {}, 5, data=[[1.0, 0.0]], ranker=part)
    wire = Prepare.hybrid_search_request_with_ranker(shop, [request], whole, 3)
    answer = client._get_connection()._stub.HybridSearch(wire)
    if answer.status.code:
        raise MilvusException(answer.status.code, answer.status.reason)
    return list(zip(answer.results.ids.int_id.data, answer.results.scores))


def test_a_part_of_a_hybrid_may_be_boosted(client, shop):
    expected = [(i, score / 2) for i, score in best(lambda i: cosine(i) * (2 if i == 9 else 1), 3)]
    assert hybrid(client, shop, boost(2, "id == 9"), ranker("weighted", weights=[0.5])) == equals(expected)
    with pytest.raises(MilvusException, match="takes 'boost' only"):
        hybrid(client, shop, decay("exp"), ranker("rrf"))
    with pytest.raises(MilvusException, match="'boost' is for the searches of a hybrid"):
        hybrid(client, shop, None, boost(2))


@pytest.mark.parametrize(
    ("function", "options", "reason"),
    [
        (decay("cubic"), {}, "gauss, exp or linear"),
        (decay("exp", scale=0), {}, "scale must > 0"),
        (decay("exp", "kind"), {}, "is no number"),
        (decay("exp", "maybe"), {}, "cannot be nullable"),
        (decay("exp", "missing"), {}, "missing"),
        (decay("exp", score_mode="least"), {}, "score_mode"),
        (decay("exp", norm_score="perhaps"), {}, "norm_score"),
        (decay("exp"), {"group_by_field": "stock"}, "ranker and an iterator or groups is not supported"),
        (ranker("boost"), {}, "needs weight"),
        (boost("much"), {}, "weight has to be a number, not much"),
        (boost(1, "price >"), {}, "line 1, column"),
        (boost(1, "colour == 1"), {}, "colour"),
        (boost(1, random_score={"seed": "x"}), {}, "seed is a number"),
        (boost(1, random_score={"seed": 1, "field": "kind"}), {}, "int64 field"),
        (ranker("boost", ["price"], weight=1), {}, "has no input fields"),
        (FunctionScore([boost(1)], {"boost_mode": "Max"}), {}, "boost_mode has to be Multiply or Sum"),
        (FunctionScore([decay("exp"), ranker("rrf")]), {}, "one rerank function"),
        (ranker("weighted", weights=[1, 1]), {}, "1 searches need as many weights"),
        (Function("f", FunctionType.BM25, ["kind"], params={"reranker": "boost"}), {}, "type Rerank"),
        (boost(1), {"limit": 16_384, "offset": 1}, "16384"),
    ],
)
def test_what_cannot_be_is_refused(client, shop, function, options, reason):
    with pytest.raises(MilvusException, match=reason) as refusal:
        search(client, shop, "near", function, **options)
    assert refusal.value.code in (10, 1100, 1700)


@pytest.mark.parametrize("seed", range(6))
def test_milvus_lite_ranks_the_same(client, lite, name, seed):
    chance = random.Random(seed)
    metric = chance.choice(["COSINE", "IP"])
    rows = [
        {"id": i, "left": draw(chance), "right": draw(chance), "price": chance.randint(0, 100), "kind": chance.choice("abc")}
        for i in range(40)
    ]
    for server in (client, lite):
        schema = server.create_schema()
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("left", DataType.FLOAT_VECTOR, dim=4)
        schema.add_field("right", DataType.FLOAT_VECTOR, dim=4)
        schema.add_field("price", DataType.INT64)
        schema.add_field("kind", DataType.VARCHAR, max_length=9)
        index = server.prepare_index_params()
        index.add_index("left", index_type="FLAT", metric_type=metric)
        index.add_index("right", index_type="FLAT", metric_type="L2")
        server.create_collection(name, schema=schema, index_params=index)
        server.insert(name, rows)
    for _ in range(12):
        query = draw(chance)
        functions = [drawn_boost(chance) for _ in range(chance.randint(0, 3))]
        functions += [drawn_decay(chance)] if chance.random() < 0.6 or not functions else []
        score = FunctionScore(functions, params={mode: chance.choice(["Multiply", "Sum"]) for mode in ("boost_mode", "function_mode")})
        options = {"anns_field": "left", "search_params": {"metric_type": metric}, "limit": len(rows), "ranker": score}
        ours, theirs = (scores(server.search(name, [query], output_fields=["kind"], **options)) for server in (client, lite))
        assert ours == pytest.approx(theirs, abs=1e-4), f"seed {seed}: {[function.params for function in functions]}, {score.params}"
        parts = [
            AnnSearchRequest([query], "left", {"metric_type": metric}, 25),
            AnnSearchRequest([draw(chance)], "right", {"metric_type": "L2"}, 25),
        ]
        function = drawn_decay(chance)
        ours, theirs = (
            scores(server.hybrid_search(name, parts, function, limit=len(rows), output_fields=["kind"])) for server in (client, lite)
        )
        assert ours == pytest.approx(theirs, abs=1e-4), f"seed {seed}: {function.params}"
    for server in (client, lite):
        server.drop_collection(name)


def draw(chance):
    return [chance.uniform(-1, 1) for _ in range(4)]


def drawn_boost(chance):
    condition = chance.choice([f"price > {chance.randint(0, 100)}", f'kind == "{chance.choice("abc")}"', ""])
    return boost(round(chance.uniform(-1, 3), 3), condition)


def drawn_decay(chance):
    return decay(
        chance.choice(list(CURVES)),
        origin=chance.randint(0, 100), scale=chance.randint(1, 60), offset=chance.randint(0, 20), decay=chance.choice([0.1, 0.5, 0.9]),
        score_mode=chance.choice(["max", "sum", "avg"]), **chance.choice([{}, {"norm_score": True}]),  # Lite takes False for True
    )


def scores(answer):
    return {hit["id"]: hit["distance"] for hit in answer[0]}
