/// Runs jcstress tests in this JVM, within a budget, and says what was seen.
@NullMarked
package happensbefore.stress.driver;

import org.jspecify.annotations.NullMarked;
