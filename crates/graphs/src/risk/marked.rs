//! Which firms have to be worked out again.

/// If more than one in so many changed, their neighbours are likely to be nearly all there is.
const MANY: usize = 4;

/// Numbers that were marked, each once.
#[derive(Clone)]
pub(super) struct Marked {
    is: Vec<bool>,
    list: Vec<u32>,
}

impl Marked {
    pub(super) fn new(count: usize) -> Self {
        Self { is: vec![false; count], list: Vec::new() }
    }

    #[inline(always)]
    pub(super) fn mark(&mut self, number: u32) {
        if !std::mem::replace(&mut self.is[number as usize], true) {
            self.list.push(number);
        }
    }

    /// Marks what `neighbours` tells of each of these; all there is once that is the shorter way.
    #[inline(always)]
    pub(super) fn mark_around<'a>(
        &mut self,
        changed: impl ExactSizeIterator<Item = u32>,
        neighbours: impl Fn(usize) -> &'a [u32],
    ) {
        if changed.len() * MANY > self.is.len() {
            self.is.fill(true);
            self.list.clear();
            self.list.extend(0..self.is.len() as u32);
            return;
        }
        for number in changed {
            neighbours(number as usize).iter().for_each(|neighbour| self.mark(*neighbour));
        }
    }

    /// What was marked, which is not any more.
    #[inline(always)]
    pub(super) fn take(&mut self) -> Vec<u32> {
        self.list.iter().for_each(|number| self.is[*number as usize] = false);
        std::mem::take(&mut self.list)
    }

    /// Keeps the room of a list that was taken.
    #[inline(always)]
    pub(super) fn give_back(&mut self, mut list: Vec<u32>) {
        list.clear();
        if self.list.is_empty() {
            self.list = list;
        }
    }
}
