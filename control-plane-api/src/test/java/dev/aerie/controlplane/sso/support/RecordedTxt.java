package dev.aerie.controlplane.sso.support;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.sso.TxtRecords;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** TXT records as a test has written them, in place of the world's DNS. */
@Alternative
@Priority(1)
@ApplicationScoped
public class RecordedTxt implements TxtRecords {
  private static final Map<String, List<String>> RECORDS = new ConcurrentHashMap<>();
  private static final List<String> UNANSWERED = List.of("DNS does not answer");

  /** Adds the record a domain's owner would add. */
  public static void add(String name, String... values) {
    RECORDS.put(name, List.of(values));
  }

  /** Takes what is at a name away, as whoever buys a domain does. */
  public static void remove(String name) {
    RECORDS.remove(name);
  }

  /** Answers nothing at all about a name. */
  public static void fail(String name) {
    RECORDS.put(name, UNANSWERED);
  }

  @Override
  public List<String> at(String name) {
    List<String> found = RECORDS.getOrDefault(name, List.of());
    if (found.equals(UNANSWERED)) {
      throw new Problem(Code.DNS_UNAVAILABLE, "DNS does not answer.");
    }
    return found;
  }
}
