"""Stakeholder networks: hand-worked graphs, NetworkX as a second method, properties, bad input."""

import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from capacities.engines import network
from capacities.engines.network.introductions import all_distances, gain, gain_bound
from capacities.engines.network.layout import LABEL, overlaps

CLOSE = 1e-9
RANDOM = [nx.gnm_random_graph(n, m, seed=n) for n, m in ((12, 11), (40, 60), (60, 45), (90, 400))]
SHAPES = [nx.star_graph(9), nx.path_graph(120), nx.cycle_graph(100), nx.complete_graph(6), nx.grid_2d_graph(4, 5)]
GRAPHS = [nx.convert_node_labels_to_integers(graph) for graph in [*RANDOM, *SHAPES, nx.empty_graph(4)]]
DIRECTED = [nx.gnm_random_graph(n, m, seed=m, directed=True) for n, m in ((15, 30), (50, 160))]


def matrix(graph):
    return sparse.csr_array(nx.to_scipy_sparse_array(graph, nodelist=range(len(graph)), format="csr", dtype=float))


def of_pairs(n, pairs, **options):
    source, target = (list(ends) for ends in zip(*pairs, strict=True)) if pairs else ([], [])
    return network.adjacency(n, network.edges(source, target), **options)


def per_node(values, n):
    return np.array([values[node] for node in range(n)], dtype=float)


def weighted(graph, seed=7):
    rng = np.random.default_rng(seed)
    for _, _, attributes in graph.edges(data=True):
        attributes["weight"] = float(rng.integers(1, 9)) / 2
    return graph


@st.composite
def small_graphs(draw):
    n = draw(st.integers(1, 9))
    pairs = list(combinations(range(n), 2))
    return n, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []


# Paths


@pytest.mark.parametrize("graph", GRAPHS + DIRECTED)
def test_path_measures_are_those_of_networkx(graph):
    n = len(graph)
    outward = graph.reverse() if graph.is_directed() else graph

    got = network.path_measures(matrix(graph))

    assert got.betweenness == pytest.approx(per_node(nx.betweenness_centrality(graph, normalized=False), n), abs=CLOSE)
    assert got.closeness == pytest.approx(per_node(nx.closeness_centrality(outward), n), abs=CLOSE)
    assert got.harmonic == pytest.approx(per_node(nx.harmonic_centrality(outward), n), abs=CLOSE)


def test_a_middle_node_carries_all_pairs_of_the_ends():
    got = network.path_measures(of_pairs(5, [(0, 1), (0, 2), (0, 3)]))

    assert got.betweenness.tolist() == [3, 0, 0, 0, 0]  # 1–2, 1–3, 2–3
    assert got.closeness.tolist() == [0.75, pytest.approx(3 / 5 * 3 / 4), pytest.approx(0.45), pytest.approx(0.45), 0]
    assert got.reached.tolist() == [3, 3, 3, 3, 0]


def test_a_block_of_many_levels_agrees_with_one_of_few():
    graph = nx.disjoint_union(nx.path_graph(130), nx.barabasi_albert_graph(60, 3, seed=2))

    got = network.path_measures(matrix(graph))

    expected = per_node(nx.betweenness_centrality(graph, normalized=False), 190)
    assert got.betweenness == pytest.approx(expected, abs=CLOSE)


def test_threads_do_not_change_a_bit():
    weights = matrix(nx.barabasi_albert_graph(200, 3, seed=4))

    one, two = network.path_measures(weights, threads=1), network.path_measures(weights, threads=2)

    assert (one.betweenness == two.betweenness).all()


def test_more_paths_than_a_float_holds_are_refused():
    diamonds = 1100  # 2 ** 1100 shortest paths from end to end
    pairs = []
    for i in range(diamonds):
        pairs += [(3 * i, 3 * i + 1), (3 * i, 3 * i + 2), (3 * i + 1, 3 * i + 3), (3 * i + 2, 3 * i + 3)]
    chain = of_pairs(3 * diamonds + 1, pairs)
    short = chain[:61][:, :61]

    assert np.isfinite(network.path_measures(short).betweenness).all()
    with pytest.raises(ValueError, match="more shortest paths"):
        network.path_measures(chain)


@settings(max_examples=60, deadline=None)
@given(small_graphs(), st.randoms(use_true_random=False))
def test_names_of_nodes_do_not_matter(drawn, random):
    n, pairs = drawn
    new = list(range(n))
    random.shuffle(new)
    kind = np.arange(n) % 4
    kind_new = np.empty(n, dtype=int)
    kind_new[new] = kind
    before, after = of_pairs(n, pairs), of_pairs(n, [(new[a], new[b]) for a, b in pairs])

    for measure in (
        lambda w, k: network.path_measures(w).betweenness,
        lambda w, k: network.path_measures(w).harmonic,
        lambda w, k: network.structural_holes(w).constraint,
        lambda w, k: network.structural_holes(w).effective_size,
        lambda w, k: network.cut_points(w).articulation,
        lambda w, k: network.brokerage(w, k, 4),
    ):
        assert measure(after, kind_new)[new] == pytest.approx(measure(before, kind), abs=CLOSE, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(small_graphs(), small_graphs())
def test_a_second_network_beside_the_first_leaves_its_measures(first, second):
    n, pairs = first
    m, more = second
    alone = of_pairs(n, pairs)
    both = of_pairs(n + m, pairs + [(a + n, b + n) for a, b in more])

    assert network.path_measures(both).betweenness[:n] == pytest.approx(network.path_measures(alone).betweenness)
    assert network.eigenvector(both)[:n] == pytest.approx(network.eigenvector(alone), abs=1e-7)
    assert network.cut_points(both).articulation[:n].tolist() == network.cut_points(alone).articulation.tolist()
    assert len(set(network.components(both))) == len(set(network.components(alone))) + len(
        set(network.components(of_pairs(m, more)))
    )


@settings(max_examples=60, deadline=None)
@given(small_graphs(), st.data())
def test_a_new_edge_never_lengthens_a_path(drawn, data):
    n, pairs = drawn
    if n < 2:
        return
    new = data.draw(st.sampled_from(list(combinations(range(n), 2))))
    before, after = of_pairs(n, pairs), of_pairs(n, [*pairs, new])

    assert (network.path_measures(after).harmonic >= network.path_measures(before).harmonic - CLOSE).all()
    assert len(set(network.components(after))) <= len(set(network.components(before)))


# Own ties


def test_degree_counts_and_strength_adds_weights():
    weights = network.adjacency(3, network.edges([0, 0], [1, 2], [2.0, 0.5]))

    assert network.degree(weights).tolist() == [2, 1, 1]
    assert network.strength(weights).tolist() == [2.5, 2.0, 0.5]


def test_the_centre_of_a_star_of_four_has_twice_the_eigenvector_of_its_ends():
    got = network.eigenvector(of_pairs(7, [(0, 1), (0, 2), (0, 3), (0, 4)]))

    assert got == pytest.approx([1, 0.5, 0.5, 0.5, 0.5, 0, 0])  # A x = 2 x


def test_eigenvector_of_a_large_graph_is_that_of_networkx():
    graph = weighted(nx.barabasi_albert_graph(400, 3, seed=5))
    expected = per_node(nx.eigenvector_centrality_numpy(graph, weight="weight"), 400)

    assert network.eigenvector(matrix(graph)) == pytest.approx(expected / expected.max(), abs=CLOSE)


# Brokers


@pytest.mark.parametrize("graph", [weighted(graph.copy()) for graph in GRAPHS + DIRECTED])
def test_structural_holes_are_those_of_networkx(graph):
    n = len(graph)

    got = network.structural_holes(matrix(graph))

    assert got.constraint == pytest.approx(per_node(nx.constraint(graph, weight="weight"), n), abs=CLOSE, nan_ok=True)
    # Node by node: for all nodes at once NetworkX 3.6 divides by the largest weight of the wrong node. It gives no size
    # to a node that has only incoming ties; Burt's definition does.
    sizes = nx.effective_size(graph, nodes=[v for v in graph if graph[v]], weight="weight")
    assert got.effective_size[list(sizes)] == pytest.approx(list(sizes.values()), abs=CLOSE)
    assert np.isnan(got.effective_size).tolist() == [graph.degree[v] == 0 for v in range(n)]


def roles_by_enumeration(graph, kind):
    found = np.zeros((len(graph), 5))
    for v in graph:
        before = graph.predecessors(v) if graph.is_directed() else graph.neighbors(v)
        after = list(graph.successors(v) if graph.is_directed() else graph.neighbors(v))
        for a in before:
            for b in after:
                if a == b or graph.has_edge(a, b) or -1 in (kind[a], kind[b], kind[v]):
                    continue
                same_ends, a_in, b_in = kind[a] == kind[b], kind[a] == kind[v], kind[b] == kind[v]
                distinct = 2 if b_in else 3 if a_in else 4
                found[v, (0 if a_in else 1) if same_ends else distinct] += 1
    if not graph.is_directed():
        found[:, 2] += found[:, 3]
        found[:, 3] = 0
        found /= 2
    return found


@pytest.mark.parametrize("graph", GRAPHS + DIRECTED)
def test_brokerage_counts_every_open_path_once(graph):
    kind = np.random.default_rng(len(graph)).integers(-1, 4, len(graph))

    assert network.brokerage(matrix(graph), kind, 4).tolist() == roles_by_enumeration(graph, kind).tolist()


def test_each_role_of_a_broker():
    paths = [(0, 1), (1, 2)]  # 0 → 1 → 2
    ties = network.edges([a for a, _ in paths], [b for _, b in paths], directed=True)
    weights = network.adjacency(3, ties, directed=True)

    roles = [
        network.ROLES[int(network.brokerage(weights, np.array(kind), 3)[1].argmax())]
        for kind in ([0, 0, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1], [0, 1, 2])
    ]

    assert roles == ["coordinator", "consultant", "gatekeeper", "representative", "liaison"]


# Structure


@pytest.mark.parametrize("graph", GRAPHS)
def test_cut_points_and_components_are_those_of_networkx(graph):
    got = network.cut_points(matrix(graph))
    part = network.components(matrix(graph))

    assert set(np.flatnonzero(got.articulation)) == set(nx.articulation_points(graph))
    assert {tuple(edge) for edge in got.bridges} == {tuple(sorted(edge)) for edge in nx.bridges(graph)}
    assert {frozenset(np.flatnonzero(part == label)) for label in set(part)} == {
        frozenset(members) for members in nx.connected_components(graph)
    }


def test_components_are_numbered_from_the_largest():
    assert network.components(of_pairs(6, [(0, 1), (3, 4), (4, 5)])).tolist() == [1, 1, 2, 0, 0, 0]


def test_density_within_and_between_kinds():
    got = network.density(of_pairs(5, [(0, 1), (0, 2), (1, 2)]), np.array([0, 0, 1, 1, -1]), 3)

    assert got[0].tolist() == [1.0, 0.5, pytest.approx(math.nan, nan_ok=True)]  # 0–1; 2 of 4; no third kind
    assert got[1, 1] == 0.0
    assert np.isnan(got[2]).all()


# The map


def nodes(kind, power=None, interest=None):
    unknown = [math.nan] * len(kind)
    return network.Nodes(np.array(kind), np.array(power or unknown, float), np.array(interest or unknown, float))


def test_quadrants_leave_the_unknown_out():
    got = network.quadrant(nodes([0] * 5, [5, 4, 2, 1, math.nan], [5, 2, 4, 3, 5]))

    assert [network.QUADRANTS[i] if i >= 0 else None for i in got] == [
        "manage_closely",
        "keep_satisfied",
        "keep_informed",
        "monitor",
        None,
    ]


def test_powerful_actors_with_few_ties_come_first_by_power():
    stakeholders = nodes([0, 1, 2, 3], [4, 5, 5, math.nan], [1, 1, 1, 1])

    assert network.isolated_key_actors(stakeholders, np.array([1, 0, 7, 0])).tolist() == [1, 0]


def test_balance_of_the_helix_names_what_is_missing():
    got = network.helix_balance(np.array([0, 0, 1, 1, -1]))

    assert got.share.tolist() == [0.5, 0.5, 0, 0]
    assert got.evenness == pytest.approx(0.5)  # ln 2 / ln 4
    assert got.missing == ("research", "civil_society")
    assert got.unknown == 1
    assert network.helix_balance(np.arange(4)).evenness == pytest.approx(1)
    assert network.helix_balance(np.array([2])).evenness == 0
    assert math.isnan(network.helix_balance(np.array([-1])).evenness)


def test_roles_that_an_action_needs_and_nobody_has():
    assert network.missing_roles(["owner", "financier", "regulator", "financier"], ["owner", "press"]) == (
        "financier",
        "regulator",
    )


def test_roles_that_other_countries_have_and_we_lack():
    ours = np.array([True, False, False, False])
    others = np.array([[1, 1, 1, 0], [1, 0, 1, 0], [0, 0, 1, 0], [1, 1, 0, 0]], dtype=bool)

    got = network.pattern_gaps(ours, others)

    assert [(gap.role, gap.share, gap.networks) for gap in got] == [(2, 0.75, (0, 1, 2)), (1, 0.5, (0, 3))]
    assert network.pattern_gaps(ours, others[:0]) == ()


# Introductions


def efficiency(graph):
    return sum(nx.harmonic_centrality(graph).values()) / 2


@pytest.mark.parametrize("graph", [g for g in GRAPHS if len(g) <= 40])
def test_an_introduction_is_the_best_of_all_pairs(graph):
    today = efficiency(graph)
    gains = {}
    for pair in nx.non_edges(graph):
        with_it = graph.copy()
        with_it.add_edge(*pair)
        gains[tuple(sorted(pair))] = efficiency(with_it) - today

    got = network.introductions(matrix(graph), 1)

    if not gains:
        assert got == ()
        return
    assert got[0].gain == pytest.approx(max(gains.values()), abs=CLOSE)
    assert gains[(got[0].first, got[0].second)] == pytest.approx(max(gains.values()), abs=CLOSE)
    assert got[0].bound == got[0].gain


def test_two_parts_are_joined_at_their_centres():
    stars = nx.disjoint_union(nx.star_graph(4), nx.star_graph(3))

    (got,) = network.introductions(matrix(stars), 1)

    assert (got.first, got.second, got.joins) == (0, 5, True)
    assert got.gain == pytest.approx(1 + 7 / 2 + 12 / 3)  # centres; centre and end; ends


def test_a_second_introduction_counts_on_the_first():
    graph = nx.disjoint_union(nx.path_graph(5), nx.gnm_random_graph(20, 18, seed=1))
    before = efficiency(graph)

    got = network.introductions(matrix(graph), 3)
    graph.add_edges_from((one.first, one.second) for one in got)

    assert sum(one.gain for one in got) == pytest.approx(efficiency(graph) - before)


@pytest.mark.parametrize("graph", [nx.gnm_random_graph(130, m, seed=m) for m in (90, 160, 400)])
def test_no_pair_of_a_large_network_beats_the_stated_bound(graph):
    steps = all_distances(matrix(graph))

    (got,) = network.introductions(matrix(graph), 1)

    for first, second in list(nx.non_edges(graph))[::3]:
        exact = gain(steps, first, second)
        assert exact <= gain_bound(steps, first, second) + CLOSE
        assert exact <= got.bound + CLOSE
    with_it = graph.copy()
    with_it.add_edge(got.first, got.second)
    assert got.gain == pytest.approx(efficiency(with_it) - efficiency(graph))


# Layout


@pytest.mark.parametrize(
    "graph",
    [nx.barabasi_albert_graph(300, 3, seed=1), nx.gnm_random_graph(300, 250, seed=1), *GRAPHS],
)
def test_a_layout_stays_inside_and_keeps_the_best_linked_names_apart(graph):
    weights = matrix(graph)

    place = network.layout(weights)

    assert place.shape == (len(graph), 2)
    assert place.min() >= 0
    assert place.max() <= 100
    assert (place == network.layout(weights)).all()
    first = np.lexsort((np.arange(len(graph)), -network.degree(weights)))[:10]
    assert overlaps(place[first], LABEL).size == 0


def test_neighbours_are_drawn_nearer_than_strangers():
    graph = nx.connected_caveman_graph(5, 6)
    place = network.layout(matrix(graph))

    def far(pairs):
        return np.mean([np.linalg.norm(place[a] - place[b]) for a, b in pairs])

    assert far(graph.edges) < 0.6 * far(nx.non_edges(graph))


def test_a_drawing_of_too_many_is_refused():
    with pytest.raises(ValueError, match="301 nodes, a drawing takes at most 300"):
        network.layout(matrix(nx.path_graph(301)))


# Edges and memberships


def test_parallel_edges_add_up_and_their_order_does_not_matter():
    first = network.adjacency(3, network.edges([0, 1, 1], [1, 0, 2], [0.1, 0.2, 0.3]))
    second = network.adjacency(3, network.edges([2, 0, 0], [1, 1, 1], [0.3, 0.2, 0.1]))

    assert first[0, 1] == pytest.approx(0.3)
    assert (first != second).nnz == 0


def test_planned_edges_and_other_relations_stay_out_until_asked_for():
    ties = network.edges([0, 1, 2], [1, 2, 3], relation=[0, 1, 1], planned=[False, False, True])

    assert network.adjacency(4, ties).nnz == 4
    assert network.adjacency(4, ties, planned=True).nnz == 6
    assert network.adjacency(4, ties, planned=True, relations=[1]).nnz == 4


def test_directed_relations_keep_their_direction_when_asked():
    ties = network.edges([0, 1], [1, 2], directed=[True, False])

    assert network.adjacency(3, ties, directed=True).toarray().tolist() == [[0, 1, 0], [0, 0, 1], [0, 1, 0]]
    assert network.adjacency(3, ties).toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]


def test_a_meeting_of_three_weighs_half_a_tie_for_each_pair():
    ties = network.project(5, [0, 1, 2, 0, 1, 4, 1], [7, 7, 7, 9, 9, 3, 9])  # one came alone, one is listed twice
    weights = network.adjacency(5, ties)

    assert weights[0, 1] == pytest.approx(1.5)
    assert weights[1, 2] == pytest.approx(0.5)
    assert network.strength(weights) == pytest.approx([2, 2, 1, 0, 0])  # meetings with company


def test_counting_joint_groups_gives_whole_numbers():
    ties = network.project(3, [0, 1, 2, 0, 1], [0, 0, 0, 1, 1], weighting="count")

    assert network.adjacency(3, ties).toarray().tolist() == [[0, 2, 1], [2, 0, 1], [1, 1, 0]]


def test_memberships_and_drawn_edges_join():
    both = network.join(network.project(3, [0, 1], [0, 0]), network.edges([1], [2], relation=4))

    assert both.relation.tolist() == [0, 4]
    assert network.adjacency(3, both).nnz == 4


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (lambda: network.edges([0, 2], [1, 2]), "edge 1 joins node 2 to itself"),
        (lambda: network.edges([0], [1], [math.nan]), "weight must be positive"),
        (lambda: network.edges([0], [1], [0.0]), "weight must be positive"),
        (lambda: network.edges([0, 1], [1]), r"target has shape \(1,\)"),
        (lambda: network.adjacency(2, network.edges([0], [5])), "target of edge 0 is node 5, but there are 2"),
        (lambda: network.adjacency(2, network.edges([-1], [1])), "source of edge 0 is node -1"),
        (lambda: network.project(2, [0, 2], [0, 0]), "node must lie between 0 and 1"),
        (lambda: network.project(2, [0], [0, 0]), "group has"),
        (lambda: network.project(2, [0], [0], weighting="loud"), "weighting is 'loud'"),
        (lambda: network.project(9, range(9), [0] * 9, largest=8), "a group has 9 members, more than 8"),
        (lambda: nodes([4]), "kind must lie between -1 and 3"),
        (lambda: nodes([0], [6.0]), "power must lie between 1 and 5"),
        (lambda: nodes([0, 1], [2.0]), "power has shape"),
        (lambda: network.path_measures(sparse.csr_array(np.ones((2, 3)))), "expected a square matrix"),
        (lambda: network.path_measures(sparse.csr_array(np.eye(2))), "node 0 has an edge to itself"),
        (lambda: network.degree(sparse.csr_array([[0, -1.0], [0, 0]])), "must be positive and finite"),
        (lambda: network.eigenvector(sparse.csr_array([[0, 1.0], [0, 0]])), "not symmetric"),
        (lambda: network.density(of_pairs(2, [(0, 1)]), np.array([0]), 1), "kind has shape"),
        (lambda: network.brokerage(of_pairs(2, [(0, 1)]), np.array([0]), 1), "kind has shape"),
        (lambda: network.isolated_key_actors(nodes([0]), np.array([1, 2])), "degree has shape"),
        (lambda: network.pattern_gaps(np.ones(2, bool), np.ones((1, 3), bool)), "others has shape"),
        (lambda: network.pattern_gaps(np.ones(2, bool), np.ones((1, 2), bool), 2), "least_share is 2"),
        (lambda: network.introductions(of_pairs(2, []), -1), "count is -1"),
    ],
)
def test_bad_input_is_named(bad, message):
    with pytest.raises(ValueError, match=message):
        bad()


def test_a_network_of_nobody_has_empty_measures():
    empty = of_pairs(0, [])

    assert network.path_measures(empty).betweenness.shape == (0,)
    assert network.structural_holes(empty).constraint.shape == (0,)
    assert network.brokerage(empty, np.zeros(0, int), 4).shape == (0, 5)
    assert network.components(empty).shape == network.eigenvector(empty).shape == (0,)
    assert network.cut_points(empty).bridges.shape == (0, 2)
    assert network.introductions(empty) == ()
    assert network.layout(empty).shape == (0, 2)
