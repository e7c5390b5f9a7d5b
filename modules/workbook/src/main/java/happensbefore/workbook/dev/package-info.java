/// For authors: proves the exercises, makes new ones, and keeps the book's snippets equal to the code.
@NullMarked
package happensbefore.workbook.dev;

import org.jspecify.annotations.NullMarked;
