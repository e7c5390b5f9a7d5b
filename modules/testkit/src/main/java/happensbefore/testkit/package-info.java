/// What tests share: model checking of small scenarios, and threads that are raced and always joined.
@NullMarked
package happensbefore.testkit;

import org.jspecify.annotations.NullMarked;
