package happensbefore.workbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
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
                BenchChart.ratios("Ours against each peer", answers)
                        .map(BenchReports::inline)
                        .orElse(NO_CHART),
                answer -> BenchChart.scores(answer).map(BenchReports::inline).orElse(""));
        List<TablesExtension> extensions = List.of((TablesExtension) TablesExtension.create());
        String body = HtmlRenderer.builder()
                .extensions(extensions)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(markdown));
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, PAGE.formatted(title, body));
    }

    /// Writes `NAME.md`, `NAME.svg` and `NAME.json`.
    static Path publish(Path directory, String name, Path json, Run run, List<Answer> answers) throws IOException {
        Files.createDirectories(directory);
        String title = "Benchmarks: " + name;
        Path svg = directory.resolve(name + ".svg");
        Optional<String> chart = BenchChart.ratios("Ours against each peer", answers);
        if (chart.isPresent()) {
            Files.writeString(svg, chart.get());
        } else {
            Files.deleteIfExists(svg);
        }
        Files.copy(json, directory.resolve(name + ".json"), StandardCopyOption.REPLACE_EXISTING);
        String overview = chart.isPresent()
                ? "![Ratio of our throughput to each peer's, with 99.9%% intervals](%s.svg)".formatted(name)
                : NO_CHART;
        String markdown = BenchMarkdown.of(title, run, answers, overview, answer -> "");
        return Files.writeString(
                directory.resolve(name + ".md"),
                markdown + "\nRaw results: [%s.json](%s.json)\n".formatted(name, name));
    }

    /// A block of HTML must not hold an empty line, or Markdown would end it there.
    private static String inline(String svg) {
        return "<div>" + svg.substring(svg.indexOf("<svg")).replaceAll("\\R\\s*", " ") + "</div>";
    }
}
