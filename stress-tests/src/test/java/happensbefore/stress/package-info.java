@NullMarked
package happensbefore.stress;

import org.jspecify.annotations.NullMarked;
