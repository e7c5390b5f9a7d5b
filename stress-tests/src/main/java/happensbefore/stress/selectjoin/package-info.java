/// What joins, races, time limits and cancellation promise while threads collide.
@NullMarked
package happensbefore.stress.selectjoin;

import org.jspecify.annotations.NullMarked;
