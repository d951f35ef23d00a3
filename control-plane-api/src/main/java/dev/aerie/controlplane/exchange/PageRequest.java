package dev.aerie.controlplane.exchange;

import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of a list a caller wants: keyset paging, so that what is added meanwhile neither
 * repeats nor hides an item.
 */
public class PageRequest {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;

  /** How many items at most: 1 to 200. */
  @QueryParam("limit")
  public Optional<String> limit = Optional.empty();

  /** Where the last answer ended. */
  @QueryParam("cursor")
  public Optional<String> cursor = Optional.empty();

  /**
   * How many items at most.
   *
   * @throws Problem 400 when it is not 1 to 200
   */
  public int limit() {
    try {
      int wanted = limit.map(Integer::parseInt).orElse(DEFAULT_LIMIT);
      if (wanted >= 1 && wanted <= MOST) {
        return wanted;
      }
    } catch (NumberFormatException notANumber) {
      throw wrongLimit();
    }
    throw wrongLimit();
  }

  /**
   * The key after which the page begins; empty for the first.
   *
   * @throws Problem 400 when the cursor was not given by a list of this kind
   */
  public String after(Kind kind) {
    String key = key();
    if (!key.isEmpty() && !kind.matches(key)) {
      throw wrongCursor();
    }
    return key;
  }

  /** The key of a list whose keys are no ids. */
  public String key() {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor.orElse("")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw wrongCursor();
    }
  }

  /** Makes the page of a query that asked for one item more than the limit. */
  public <T> Page<T> cut(List<T> found, Function<T, String> keyOf) {
    if (found.size() <= limit()) {
      return new Page<>(found, Optional.empty());
    }
    List<T> items = List.copyOf(found.subList(0, limit()));
    byte[] last = keyOf.apply(items.getLast()).getBytes(StandardCharsets.UTF_8);
    return new Page<>(
        items, Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(last)));
  }

  private static Problem wrongLimit() {
    return Problem.wrongField("limit", "must be 1 to " + MOST);
  }

  private static Problem wrongCursor() {
    return Problem.wrongField("cursor", "must be the nextCursor of the page before");
  }
}
