/// Patterns under load, as `./workbook demo` runs them: they send what they do, and the runner draws what arrived.
@NullMarked
package happensbefore.demos;

import org.jspecify.annotations.NullMarked;
