package dev.aerie.controlplane.clusterlog;

import dev.aerie.controlplane.exchange.Times;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which lines of a cluster's logs a caller asks for. */
public class LogSelection {
  static final int MOST_LINES = 2_000;
  private static final int DEFAULT_LINES = 200;

  /** Pod. */
  @QueryParam("pod")
  @Parameter(description = "Only of this pod; of all pods without it.")
  public Optional<String> pod = Optional.empty();

  /** Number of lines. */
  @QueryParam("tail")
  @Parameter(description = "So many lines of each pod, the newest, 1 to 2000; 200 without it.")
  public Optional<String> tail = Optional.empty();

  /** Begin. */
  @QueryParam("since")
  @Parameter(description = "Only what was written from this time on, as in 2026-01-01T12:00:00Z.")
  public Optional<String> since = Optional.empty();

  /** A selection that makes sense. */
  record Checked(Optional<String> pod, int tail, Optional<Instant> since) {}

  /**
   * The selection asked for.
   *
   * @throws Problem 400 naming what is wrong
   */
  Checked check() {
    new Checks().dnsLabel("pod", pod).end();
    return new Checked(
        pod,
        tail.map(LogSelection::lines).orElse(DEFAULT_LINES),
        since.map(text -> Times.parse("since", text)));
  }

  private static int lines(String text) {
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST_LINES) {
      throw Problem.wrongField("tail", "must be 1 to " + MOST_LINES);
    }
    return Integer.parseInt(text);
  }
}
