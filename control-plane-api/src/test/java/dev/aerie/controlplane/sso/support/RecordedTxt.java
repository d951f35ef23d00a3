package dev.aerie.controlplane.sso.support;

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

  /** Adds the record a domain's owner would add. */
  public static void add(String name, String... values) {
    RECORDS.put(name, List.of(values));
  }

  @Override
  public List<String> at(String name) {
    return RECORDS.getOrDefault(name, List.of());
  }
}
