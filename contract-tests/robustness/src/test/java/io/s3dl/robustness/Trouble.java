package io.s3dl.robustness;

import io.s3dl.harness.Call;
import io.s3dl.harness.Fault;
import io.s3dl.harness.FaultPlan;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a network and a store do now and then, and what a file system is to come through. */
final class Trouble {
  static final Trouble LATENCY =
      new Trouble("LATENCY", plan -> plan.latency(Duration.ofMillis(20)));

  /** The proxy's bound is what it is; see {@link #bytesEach}. */
  static final Trouble LITTLE_BANDWIDTH = new Trouble("LITTLE_BANDWIDTH", plan -> {});

  static final Trouble DELAYS =
      new Trouble(
          "DELAYS", plan -> plan.next(3, call -> true, Fault.delay(Duration.ofMillis(300))));

  static final Trouble REQUESTS_RESET =
      new Trouble(
          "REQUESTS_RESET",
          plan ->
              plan.next(1, Trouble::hasBody, Fault.resetRequest(4000))
                  .next(1, Trouble::hasBody, Fault.resetRequest(200_000))
                  .next(2, call -> true, Fault.resetRequest(0)));

  static final Trouble ANSWERS_RESET =
      new Trouble(
          "ANSWERS_RESET",
          plan ->
              plan.next(1, Purpose.GET, Fault.resetResponse(70_001))
                  .next(1, Purpose.GET, Fault.resetResponse(1))
                  .next(2, Trouble::repeatable, Fault.resetResponse(0)));

  static final Trouble ANSWERS_CUT =
      new Trouble(
          "ANSWERS_CUT",
          plan ->
              plan.next(1, Purpose.GET, Fault.truncate(70_001))
                  .next(1, Purpose.GET, Fault.truncate(1))
                  .next(2, Trouble::repeatable, Fault.truncate(100)));

  static final Trouble BURST_OF_503 =
      new Trouble(
          "BURST_OF_503",
          plan -> plan.next(5, call -> true, Fault.slowDown(Duration.ofSeconds(30))));

  static final Trouble BURST_OF_500 =
      new Trouble("BURST_OF_500", plan -> plan.next(4, call -> true, Fault.status(500)));

  static final Trouble SILENCE =
      new Trouble("SILENCE", plan -> plan.next(2, call -> true, Fault.silence()));

  /** The server has done it, and nobody hears of it: each kind of request that can be repeated. */
  static final Trouble ANSWERS_LOST =
      new Trouble(
          "ANSWERS_LOST",
          plan ->
              Stream.of(Purpose.values())
                  .filter(purpose -> purpose != Purpose.START)
                  .forEach(purpose -> plan.next(1, purpose, Fault.dropAnswer())));

  private static final long NARROW = 16 << 20;

  private final String name;
  private final Consumer<FaultPlan> begin;

  private Trouble(String name, Consumer<FaultPlan> begin) {
    this.name = name;
    this.begin = begin;
  }

  static List<Trouble> all() {
    return List.of(
        LATENCY,
        LITTLE_BANDWIDTH,
        DELAYS,
        REQUESTS_RESET,
        ANSWERS_RESET,
        ANSWERS_CUT,
        BURST_OF_503,
        BURST_OF_500,
        SILENCE,
        ANSWERS_LOST);
  }

  @Override
  public String toString() {
    return name;
  }

  /** From now on. */
  void begin(FaultPlan plan) {
    begin.accept(plan);
  }

  /** How long a file system may wait in vain, so that tests do not. */
  String socketTimeout() {
    return this == SILENCE ? "400ms" : "1s";
  }

  long bytesEach() {
    return this == LITTLE_BANDWIDTH ? NARROW : 0;
  }

  private static boolean hasBody(Call call) {
    return Purpose.PUT.test(call) || Purpose.PART.test(call);
  }

  /** An upload whose name was lost with the answer stays for ever: nobody can tell whose it is. */
  private static boolean repeatable(Call call) {
    return !Purpose.START.test(call);
  }
}
