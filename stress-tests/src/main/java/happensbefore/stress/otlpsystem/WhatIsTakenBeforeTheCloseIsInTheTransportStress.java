package happensbefore.stress.otlpsystem;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Received;
import happensbefore.otlpsystem.Books;
import happensbefore.otlpsystem.LocalTransport;
import happensbefore.otlpsystem.SpanTransport;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJI_Result;

/// A sender comes while the gateway closes its intake.
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was told that its item is taken, and the next stage gets it.")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "It was told to come again, and the item is nowhere.")
@Outcome(expect = FORBIDDEN, desc = "What the sender was told is not what became of its item.")
@State
public class WhatIsTakenBeforeTheCloseIsInTheTransportStress {
    private final Books books = new Books();
    private final SpanTransport<String> transport = new LocalTransport<>(4);

    @Actor
    public void sender(IJI_Result r) {
        try {
            r.r1 = books.accept(1, () -> transport.offer("item")) ? 1 : 0;
        } catch (IllegalStateException e) {
            r.r1 = -1; // the transport was closed under it
        }
    }

    @Actor
    public void shutdown() {
        books.close();
        transport.close();
    }

    @Arbiter
    public void look(IJI_Result r) {
        r.r2 = books.account().received();
        try {
            while (transport.receive(Duration.ZERO) instanceof Received.Value<String>) {
                r.r3++;
            }
        } catch (InterruptedException e) {
            r.r3 = -1;
        }
    }
}
