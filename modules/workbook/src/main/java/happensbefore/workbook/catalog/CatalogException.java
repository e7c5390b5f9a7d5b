package happensbefore.workbook.catalog;

import java.util.List;
import java.util.stream.Collectors;

/// The catalog cannot be read; names each file, line and key at fault.
public final class CatalogException extends RuntimeException {
    private final transient List<Problem> problems;

    public CatalogException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
