/// Tasks on virtual threads: all at once, a bounded number at once, and as many as a backend bears.
@NullMarked
package happensbefore.tasks;

import org.jspecify.annotations.NullMarked;
