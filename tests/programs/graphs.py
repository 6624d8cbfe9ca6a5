"""networkx: paths, centrality, communities, flows, colourings."""
import networkx as nx

g = nx.karate_club_graph()
print(nx.shortest_path(g, 0, 33), nx.is_connected(g), nx.diameter(g))
print([(n, round(c, 9)) for n, c in sorted(nx.betweenness_centrality(g).items(), key=lambda t: -t[1])[:5]])
print(sorted(map(sorted, nx.algorithms.community.greedy_modularity_communities(g))))
print(sorted(nx.greedy_color(g).items())[:10], nx.transitivity(g))
d = nx.DiGraph()
for a, b, c in [("s", "a", 4), ("s", "b", 3), ("a", "c", 2), ("b", "c", 5), ("a", "t", 1), ("c", "t", 6)]:
    d.add_edge(a, b, capacity=c, weight=c)
print(nx.maximum_flow(d, "s", "t"), list(nx.topological_sort(d)), nx.dijkstra_path_length(d, "s", "t"))
grid = nx.grid_2d_graph(12, 12)
print(len(nx.minimum_spanning_tree(grid).edges), nx.astar_path_length(grid, (0, 0), (11, 11)), len(list(nx.find_cliques(grid))))
try:
    nx.find_cycle(d)
except nx.NetworkXNoCycle as error:
    print(error)
