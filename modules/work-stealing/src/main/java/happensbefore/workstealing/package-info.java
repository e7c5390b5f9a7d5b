/// Work stealing: each worker keeps its own tasks in a deque, and one that has none takes the others' oldest.
@NullMarked
package happensbefore.workstealing;

import org.jspecify.annotations.NullMarked;
