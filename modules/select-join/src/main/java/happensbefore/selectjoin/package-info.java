/// Several tasks and one caller: all of them, the first of them, in time or not at all. Built on structured
/// scopes.
@NullMarked
package happensbefore.selectjoin;

import org.jspecify.annotations.NullMarked;
