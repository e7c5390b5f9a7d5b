/// The deque that is stolen from, the queue in front of it, and what the pool does with both.
@NullMarked
package happensbefore.stress.workstealing;

import org.jspecify.annotations.NullMarked;
