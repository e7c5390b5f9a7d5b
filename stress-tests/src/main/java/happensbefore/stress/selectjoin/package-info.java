/// The select and join patterns under stress, plain and at work.
@NullMarked
package happensbefore.stress.selectjoin;

import org.jspecify.annotations.NullMarked;
