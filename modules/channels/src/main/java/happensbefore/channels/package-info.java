/// Channels: values handed from threads to threads, with a capacity, an end, and a choice among several.
@NullMarked
package happensbefore.channels;

import org.jspecify.annotations.NullMarked;
