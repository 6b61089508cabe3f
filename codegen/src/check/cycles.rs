//! Cycles in a graph.

/// Returns the strongly connected component of each node, as a number. `edges` lists the targets of each node.
///
/// This is Tarjan's algorithm without recursion, so a long chain does not overflow the stack.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut search = Search {
        edges,
        entered: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        component: vec![None; edges.len()],
        open: Vec::new(),
        clock: 0,
        found: 0,
    };
    for node in 0..edges.len() {
        if search.entered[node].is_none() {
            search.run(node);
        }
    }
    search
        .component
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    /// Order in which the nodes were entered.
    entered: Vec<Option<usize>>,
    /// The earliest entered open node that each node can reach.
    lowest: Vec<usize>,
    component: Vec<Option<usize>>,
    /// Entered nodes without a component.
    open: Vec<usize>,
    clock: usize,
    found: usize,
}

impl Search<'_> {
    fn run(&mut self, start: usize) {
        // The current path, with the number of followed edges of each node.
        let mut path = vec![(start, 0)];
        self.enter(start);
        while let Some((node, followed)) = path.last_mut() {
            let node = *node;
            match self.edges[node].get(*followed) {
                Some(&next) => {
                    *followed += 1;
                    match self.entered[next] {
                        None => {
                            self.enter(next);
                            path.push((next, 0));
                        }
                        Some(entered) if self.component[next].is_none() => {
                            self.lowest[node] = self.lowest[node].min(entered);
                        }
                        Some(_) => {}
                    }
                }
                None => {
                    path.pop();
                    self.leave(node);
                    if let Some((parent, _)) = path.last() {
                        self.lowest[*parent] = self.lowest[*parent].min(self.lowest[node]);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.entered[node] = Some(self.clock);
        self.lowest[node] = self.clock;
        self.clock += 1;
        self.open.push(node);
    }

    /// Completes a component if the node is the first of it that was entered.
    fn leave(&mut self, node: usize) {
        if self.entered[node] != Some(self.lowest[node]) {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member] = Some(self.found);
            if member == node {
                break;
            }
        }
        self.found += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_of_a_cycle_share_a_component() {
        let components = components(&[vec![1], vec![2], vec![1, 3], vec![], vec![4, 0]]);
        assert_eq!(components[1], components[2]);
        for (one, other) in [(0, 1), (0, 3), (0, 4), (2, 3)] {
            assert_ne!(components[one], components[other], "{one} and {other}");
        }
    }

    #[test]
    fn long_chains_and_cycles_do_not_overflow_the_stack() {
        let chain: Vec<_> = (1..=100_000)
            .map(|next| vec![next])
            .chain([vec![]])
            .collect();
        assert_eq!(components(&chain).len(), chain.len());
        let cycle: Vec<_> = (0..100_000)
            .map(|node| vec![(node + 1) % 100_000])
            .collect();
        assert!(components(&cycle).iter().all(|component| *component == 0));
    }
}
