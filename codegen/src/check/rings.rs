//! Rings in a graph: which nodes lead back to themselves.

/// The strongly connected component of each node, as a number that two nodes share if and only if each leads to the
/// other. `edges` lists the targets of each node. Tarjan's algorithm without recursion, so that no spec is too deep.
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
    /// When each node was entered.
    entered: Vec<Option<usize>>,
    /// The earliest open node that each one leads to.
    lowest: Vec<usize>,
    component: Vec<Option<usize>>,
    /// Nodes that were entered and have no component yet.
    open: Vec<usize>,
    clock: usize,
    found: usize,
}

impl Search<'_> {
    fn run(&mut self, start: usize) {
        // Each node on the way with the number of its edges that were followed.
        let mut way = vec![(start, 0)];
        self.enter(start);
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            match self.edges[node].get(*followed) {
                Some(&next) => {
                    *followed += 1;
                    match self.entered[next] {
                        None => {
                            self.enter(next);
                            way.push((next, 0));
                        }
                        Some(entered) if self.component[next].is_none() => {
                            self.lowest[node] = self.lowest[node].min(entered);
                        }
                        Some(_) => {}
                    }
                }
                None => {
                    way.pop();
                    self.leave(node);
                    if let Some((parent, _)) = way.last() {
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

    /// Closes the component of which the node was entered first, if it is that one.
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
    fn what_leads_back_shares_a_number() {
        let components = components(&[vec![1], vec![2], vec![1, 3], vec![], vec![4, 0]]);
        assert_eq!(components[1], components[2]);
        for (one, other) in [(0, 1), (0, 3), (0, 4), (2, 3)] {
            assert_ne!(components[one], components[other], "{one} and {other}");
        }
    }

    #[test]
    fn a_long_chain_and_a_long_ring_fit_the_stack() {
        let chain: Vec<_> = (1..=100_000)
            .map(|next| vec![next])
            .chain([vec![]])
            .collect();
        assert_eq!(components(&chain).len(), chain.len());
        let ring: Vec<_> = (0..100_000)
            .map(|node| vec![(node + 1) % 100_000])
            .collect();
        assert!(components(&ring).iter().all(|component| *component == 0));
    }
}
