package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.Books;
import happensbefore.spanexport.Answer;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// What became of a freight in all, from what became of it at each backend, entered once into the books.
///
/// By [Answer#FIRST], as many of its items are exported as the backend has that took most of them; by
/// [Answer#ALL], as the one that took fewest. The others are dropped, for the reason of that backend.
final class Settlement {
    private final Books books;
    private final Answer rule;
    private final int items;
    private final Consumer<Verdict> then;
    private final AtomicBoolean settled = new AtomicBoolean();

    /// @param then told the verdict, once it is entered
    Settlement(Books books, Answer rule, int items, Consumer<Verdict> then) {
        this.books = books;
        this.rule = rule;
        this.items = items;
        this.then = then;
    }

    // @start region="follow"
    void follow(List<CompletableFuture<Verdict>> verdicts) {
        if (rule == Answer.FIRST) {
            verdicts.forEach(each -> each.thenAccept(verdict -> {
                if (verdict.delivered()) {
                    settle(verdict);
                }
            }));
        }
        var _ = CompletableFuture.allOf(verdicts.toArray(new CompletableFuture<?>[0]))
                .thenRun(() -> settle(
                        decisive(verdicts.stream().map(CompletableFuture::join).toList())));
    }

    private Verdict decisive(List<Verdict> verdicts) {
        Verdict decisive = verdicts.getFirst();
        for (Verdict each : verdicts) {
            long more = each.deliveredOf(items) - decisive.deliveredOf(items);
            if (rule == Answer.FIRST ? more > 0 : more < 0) {
                decisive = each;
            }
        }
        return decisive;
    }
    // @end

    private void settle(Verdict verdict) {
        if (settled.compareAndSet(false, true)) {
            Drop loss = verdict.loss();
            books.settled(items, verdict.deliveredOf(items), loss == null ? "" : loss.label());
            then.accept(verdict);
        }
    }
}
