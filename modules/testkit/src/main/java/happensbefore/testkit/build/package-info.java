/// What the Maven build asks before a module's tests run and tells afterwards: whether they need to run again.
@NullMarked
package happensbefore.testkit.build;

import org.jspecify.annotations.NullMarked;
