//! Virtual time: it passes when nothing else is left to do.
//!
//! Whoever waits is an event with a moment at which it is due. An event that is polled twice, while in between no event
//! came, was met or given up, knows that all others wait too; then the time moves on to the earliest moment that one of
//! them is due. So an answer that is there wins over every time limit, and of an answer that is late and a time limit
//! the earlier one wins, in no real time and on any executor: a waiting event wakes itself, and asks for nothing else.
//!
//! Where calls run on several threads, an event that was not polled yet, or is due and was not polled since, shows that
//! one of them is at work, and the time stands still until it is done.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

/// A call that seems to be at work, and is not because its future is kept somewhere and not polled, stops the time for
/// this many polls of others, and no longer.
const PATIENCE: u32 = 2000;
/// After so many polls the others give their thread away for a moment at each.
const POLITE: u32 = 100;
/// That moment, in real time.
const MOMENT: Duration = Duration::from_micros(100);

/// A clock that only waiting moves.
#[derive(Debug, Default)]
pub(super) struct Clock(Mutex<Time>);

#[derive(Debug, Default)]
struct Time {
    now: Duration,
    /// The events that somebody waits for, by moment and number.
    waiting: BTreeMap<(Duration, u64), Event>,
    events: u64,
    /// Counts what happened.
    news: u64,
    /// Polls in vain while somebody seemed to be at work.
    idle: u32,
}

/// How far an event has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    /// Not polled yet.
    New,
    /// Polled.
    Known,
    /// Due, and not polled for so long that nobody waits for that any more.
    Forgotten,
}

impl Clock {
    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time that has passed since the clock was made.
    pub(super) fn now(&self) -> Duration {
        self.time().now
    }

    /// Something happened without waiting, as when a piece of a body came: no reason for the time to move on.
    pub(super) fn progress(&self) {
        self.time().news += 1;
    }

    /// A future that is ready after this time.
    pub(super) fn sleep(self: &Arc<Self>, duration: Duration) -> Sleep {
        let mut time = self.time();
        let key = (time.now.saturating_add(duration), time.events);
        time.events += 1;
        time.news += 1;
        time.waiting.insert(key, Event::New);
        drop(time);
        Sleep {
            clock: Arc::clone(self),
            key,
            seen: None,
        }
    }
}

impl Time {
    /// Nothing happened for a whole round: moves on to the next event. Returns for how long to give the thread away.
    fn pass(&mut self) -> Option<Duration> {
        let now = self.now;
        let at_work = |due: Duration, event: Event| match event {
            Event::New => true,
            Event::Known => due <= now,
            Event::Forgotten => false,
        };
        if self
            .waiting
            .iter()
            .any(|((due, _), event)| at_work(*due, *event))
        {
            self.idle += 1;
            if self.idle < PATIENCE {
                return Some(if self.idle < POLITE {
                    Duration::ZERO
                } else {
                    MOMENT
                });
            }
            for ((due, _), event) in &mut self.waiting {
                *event = match event {
                    Event::New => Event::Known,
                    Event::Known if *due > now => Event::Known,
                    Event::Known | Event::Forgotten => Event::Forgotten,
                };
            }
        }
        self.idle = 0;
        let mut next = self.waiting.iter();
        if let Some(((due, _), _)) = next.find(|(_, event)| **event != Event::Forgotten) {
            self.now = now.max(*due);
            self.news += 1;
        }
        None
    }

    /// Takes an event off the clock.
    fn forget(&mut self, key: (Duration, u64)) {
        if self.waiting.remove(&key).is_some() {
            self.news += 1;
            self.idle = 0;
        }
    }
}

/// Waits until the clock has come to a moment.
#[derive(Debug)]
pub(super) struct Sleep {
    clock: Arc<Clock>,
    /// The moment, and the number of the event.
    key: (Duration, u64),
    /// What had happened when it was polled last.
    seen: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = Arc::clone(&self.clock);
        let mut time = clock.time();
        let mut pause = None;
        if self.key.0 > time.now && self.seen == Some(time.news) {
            pause = time.pass();
        }
        if self.key.0 <= time.now {
            time.forget(self.key);
            return Poll::Ready(());
        }
        if let Some(event) = time.waiting.get_mut(&self.key) {
            *event = Event::Known;
        }
        self.seen = Some(time.news);
        drop(time);
        match pause {
            Some(Duration::ZERO) => thread::yield_now(),
            Some(pause) => thread::sleep(pause),
            None => {}
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.time().forget(self.key);
    }
}
