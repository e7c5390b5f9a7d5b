package happensbefore.spanexport;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sends each batch to the first of several backends that takes it; and a copy to one that gets all.
///
/// - Invariant: a batch goes to a route when the one before has lost it, and not earlier; not when that has taken
///   it and rejected some of it. Until its end it is in flight, wherever it is queued.
/// - Invariant: what becomes of the copy changes nothing for the batch, and the other way round.
/// - Progress: [#export] waits for nobody.
///
/// For any number of threads. Owns the lanes.
public final class PriorityExport<B> {
    private final List<BackendLane<B>> routes;
    private final @Nullable BackendLane<B> backup;
    private final LaneBooks<B> books;

    /// By route: who has a batch there, and will hand it on if it is lost. Complete, and gone, when that is done.
    private final List<Set<CompletableFuture<Boolean>>> passing;

    /// @param routes in the order of preference; the first is the primary one
    /// @param backup null for none
    /// @param maxItems that are on their way to the routes at a time
    /// @param maxWeight of the same
    public PriorityExport(List<BackendLane<B>> routes, @Nullable BackendLane<B> backup, long maxItems, long maxWeight) {
        this.routes = List.copyOf(routes);
        this.backup = backup;
        books = new LaneBooks<>(maxItems, maxWeight);
        passing = Stream.generate(ConcurrentHashMap::<CompletableFuture<Boolean>>newKeySet)
                .limit(routes.size())
                .<Set<CompletableFuture<Boolean>>>map(set -> set)
                .toList();
    }

    // @start region="export"
    /// Hands a batch over.
    ///
    /// @param batch never changed again: all backends have the same one
    public Export export(B batch, int items, long weight) {
        if (backup != null) {
            CompletableFuture<Verdict> _ = backup.submit(batch, items, weight); // its books say what becomes of it
        }
        Parcel<B> parcel = books.admit(batch, items, weight);
        Export export = new Export(parcel.verdict().copy(), new ConcurrentHashMap<>());
        if (!parcel.verdict().isDone()) {
            send(parcel, 0, export.losses());
        }
        return export;
    }

    private void send(Parcel<B> parcel, int route, Map<String, Verdict> losses) {
        BackendLane<B> lane = routes.get(route);
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        passing.get(route).add(passed);
        var _ = lane.submit(parcel.batch(), parcel.items(), parcel.weight())
                .thenAccept(verdict -> {
                    if (!verdict.delivered()) {
                        losses.put(lane.name(), verdict);
                    }
                    if (verdict.taken() || route + 1 == routes.size()) {
                        books.land(parcel, verdict);
                    } else {
                        send(parcel, route + 1, losses);
                    }
                })
                .whenComplete((_, _) -> {
                    passing.get(route).remove(passed);
                    passed.complete(true);
                });
    }
    // @end

    /// What becomes of a batch on the routes.
    ///
    /// @param verdict lost when every route has lost it, for the last one's reason; or the word of the route that
    ///     took it
    /// @param losses by backend: on which routes it was lost until now
    public record Export(CompletableFuture<Verdict> verdict, Map<String, Verdict> losses) {}

    // @start region="flush"
    /// @return true when each batch that is on its way now was delivered by one of the routes, and each copy by the
    ///     backup
    public CompletableFuture<Boolean> flush() {
        return and(books.flush(), backup == null ? books.flush() : backup.flush());
    }

    /// Lets nothing in any more, and ends the lanes: one route after the other, as each may need the next, and
    /// the backup beside them; each in its settings' time. A route ends when it has been handed what the one
    /// before lost: that one's lane has ended earlier. Idempotent.
    ///
    /// @return as [#flush]
    public CompletableFuture<Boolean> shutdown() {
        books.close();
        CompletableFuture<Boolean> delivered = books.flush();
        CompletableFuture<Boolean> ended = CompletableFuture.completedFuture(true);
        for (int i = 0; i < routes.size(); i++) {
            int route = i;
            ended = ended.thenCompose(_ -> routes.get(route).shutdown())
                    .thenCompose(success -> allPassed(route).thenApply(_ -> success));
        }
        CompletableFuture<Boolean> routesEnd = ended.thenCompose(_ -> delivered);
        return and(routesEnd, backup == null ? routesEnd : backup.shutdown());
    }

    private CompletableFuture<Void> allPassed(int route) {
        return CompletableFuture.allOf(passing.get(route).toArray(new CompletableFuture<?>[0]));
    }

    private static CompletableFuture<Boolean> and(CompletableFuture<Boolean> one, CompletableFuture<Boolean> other) {
        return one.thenCombine(other, Boolean::logicalAnd);
    }
    // @end

    /// Where all items are now, whichever route they take: queued are none.
    public Ledger ledger() {
        return books.ledger();
    }

    /// How many items take room.
    public long held() {
        return books.held();
    }
}
