/// Blocking hand-over from producers to consumers over bounded rings: how to wait, how to end, how to account.
@NullMarked
package happensbefore.producerconsumer;

import org.jspecify.annotations.NullMarked;
