package happensbefore.workbook.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// Writes a run's reports: Markdown and SVG to be published, or one HTML page with the charts inside.
final class BenchReports {
    private static final String NO_CHART = "No chart: this JDK cannot draw text here (fonts are missing).";
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
                   color: #1a1a1a; background: #fff; }
            table { border-collapse: collapse; display: block; overflow-x: auto; }
            th, td { border: 1px solid #ccc; padding: .3rem .7rem; text-align: left; }
            code { background: #f2f2f2; padding: .1rem .3rem; }
            svg { max-width: 100%%; height: auto; }
            </style>
            </head>
            <body>
            %s
            </body>
            </html>
            """;

    private BenchReports() {}

    /// @return the page
    static Path html(Path file, String title, Run run, List<Answer> answers) throws IOException {
        String markdown = BenchMarkdown.of(
                title,
                run,
                answers,
                answer -> BenchChart.of(answer, name(answer))
                        .map(svg -> "<div>" + svg + "</div>")
                        .orElse(NO_CHART));
        List<TablesExtension> extensions = List.of((TablesExtension) TablesExtension.create());
        String body = HtmlRenderer.builder()
                .extensions(extensions)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(markdown));
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, PAGE.formatted(title, body));
    }

    /// Writes `NAME.md`, `NAME.json`, and in the directory `NAME` a chart for each answer and no other.
    static Path publish(Path directory, String name, Path json, Run run, List<Answer> answers) throws IOException {
        Path charts = Files.createDirectories(directory.resolve(name));
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(charts, "*.svg")) {
            for (Path chart : earlier) {
                Files.delete(chart);
            }
        }
        Map<Answer, String> shown = new HashMap<>();
        for (Answer answer : answers) {
            Optional<String> chart = BenchChart.of(answer, name(answer));
            if (chart.isPresent()) {
                Files.writeString(charts.resolve(name(answer) + ".svg"), chart.get());
                shown.put(answer, "![%s](%s/%s.svg)".formatted(said(answer), name, name(answer)));
            }
        }
        Path results = directory.resolve(name + ".json");
        if (!Files.exists(results) || !Files.isSameFile(json, results)) {
            Files.copy(json, results, StandardCopyOption.REPLACE_EXISTING);
        }
        String markdown =
                BenchMarkdown.of("Benchmarks: " + name, run, answers, answer -> shown.getOrDefault(answer, NO_CHART));
        return Files.writeString(
                directory.resolve(name + ".md"),
                markdown + "\nRaw results: [%s.json](%s.json)\n".formatted(name, name));
    }

    /// `MpmcShared-2`, `BoundedChannel-spscVirtual-1`: the benchmark and its threads.
    private static String name(Answer answer) {
        return Words.benchmark(answer)
                        .replaceFirst("Benchmark$|Benchmark\\.", "-")
                        .replaceFirst("-$", "")
                + "-"
                + answer.threads();
    }

    /// What a reader hears who does not see the chart.
    private static String said(Answer answer) {
        return answer.peers().stream()
                .map(peer ->
                        Numbers.withError(peer.ratio().value(), peer.ratio().error(), "±") + " times "
                                + peer.score().implementation())
                .collect(Collectors.joining(", ", answer.ours().implementation() + " is ", ""));
    }
}
