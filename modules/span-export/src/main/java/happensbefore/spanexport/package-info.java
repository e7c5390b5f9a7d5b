/// Items on their way out in batches: how big a batch is, how many go at once, and what became of each item.
@NullMarked
package happensbefore.spanexport;

import org.jspecify.annotations.NullMarked;
