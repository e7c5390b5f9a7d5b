@NullMarked
package happensbefore.stress.driver;

import org.jspecify.annotations.NullMarked;
