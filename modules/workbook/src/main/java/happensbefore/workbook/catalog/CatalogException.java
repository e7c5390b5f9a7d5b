package happensbefore.workbook.catalog;

import java.util.List;
import java.util.stream.Collectors;

/// The catalog cannot be read; names each file, line and key at fault.
public final class CatalogException extends RuntimeException {
    private final transient List<Problem> problems;

    private final transient Catalog readable;

    /// @param readable what could be read all the same
    public CatalogException(List<Problem> problems, Catalog readable) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
        this.readable = readable;
    }

    public List<Problem> problems() {
        return problems;
    }

    /// The catalog without the exercises that have a problem: for those who list every fault at once.
    public Catalog readable() {
        return readable;
    }
}
