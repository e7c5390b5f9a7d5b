package happensbefore.workbook.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `completion`
@Command(
        name = "completion",
        description = "Print a script that completes commands, options and names of exercises.",
        footer = {
            "",
            "bash: source <(./workbook completion bash)",
            "zsh:  source <(./workbook completion zsh)",
            "fish: ./workbook completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {
    private final App app;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.bash;

    /// In lower case, as a reader types them.
    enum Shell {
        bash,
        zsh,
        fish
    }

    CompletionCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        app.out()
                .print(
                        switch (shell) {
                            // picocli's script serves zsh through bashcompinit, which it turns on itself.
                            case bash, zsh -> AutoComplete.bash(spec.root().name(), root);
                            case fish -> fish(root);
                        });
        app.out().flush();
        return ExitStatus.OK;
    }

    private static String fish(CommandLine root) {
        StringBuilder out = new StringBuilder("complete -c workbook -f\n");
        fish(out, root.getCommandSpec(), "__fish_use_subcommand");
        root.getSubcommands()
                .forEach((name, command) -> fish(out, command.getCommandSpec(), "__fish_seen_subcommand_from " + name));
        return out.toString();
    }

    private static void fish(StringBuilder out, CommandSpec command, String when) {
        String line = "complete -c workbook -n " + quoted(when);
        command.subcommands().forEach((name, child) -> {
            String[] description = child.getCommandSpec().usageMessage().description();
            out.append(line).append(" -a ").append(name);
            out.append(description.length == 0 ? "" : " -d " + quoted(description[0]))
                    .append('\n');
        });
        command.options().forEach(option -> {
            out.append(line);
            Arrays.stream(option.names())
                    .forEach(name -> out.append(
                            name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1)));
            if (option.completionCandidates() != null && option.arity().max() > 0) {
                out.append(" -x -a ").append(words(option.completionCandidates()));
            }
            out.append('\n');
        });
        command.positionalParameters().forEach(parameter -> {
            if (parameter.completionCandidates() != null) {
                out.append(line)
                        .append(" -a ")
                        .append(words(parameter.completionCandidates()))
                        .append('\n');
            }
        });
    }

    private static String words(Iterable<String> candidates) {
        return java.util.stream.StreamSupport.stream(candidates.spliterator(), false)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" ", "'", "'"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
