/// The task patterns under stress, plain and at work.
@NullMarked
package happensbefore.stress.tasks;

import org.jspecify.annotations.NullMarked;
