package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A page of the rows that a caller reaches, in the order of their ids. Every organisation and every
 * project reached gives its first rows by an index, and the first of all these are the page: its
 * cost does not grow with the rows of others. Most callers reach one place, whose rows are the page
 * as they come.
 *
 * @param table has {@code id} and {@code org_id}
 * @param ofProject condition that a row is of the project {@code reached.id}
 * @param reach what the caller reaches
 * @param wanted further conditions on the rows
 * @param after the last id of the page before; empty for the first page
 * @param limit how many rows at most
 */
public record ReachedPage(
    String table, String ofProject, Reach reach, Conditions wanted, String after, int limit) {
  private static final String OF_ORGANIZATION = "org_id = reached.id";
  private static final String IN_ORDER = "%s AND %s AND id > ? ORDER BY id LIMIT ?";
  private static final String FIRST_ROWS =
      "SELECT page.id FROM unnest(?::text[]) AS reached (id) CROSS JOIN LATERAL (SELECT id FROM %s WHERE "
          + IN_ORDER
          + ") AS page";

  /** What follows {@code WHERE} in a query of such rows. */
  public String text() {
    if (isOnePlace()) {
      String place = reach.projects().isEmpty() ? OF_ORGANIZATION : ofProject;
      return IN_ORDER.formatted(place.replace("reached.id", "?"), wanted.text());
    }
    return "id IN (%s UNION %s) ORDER BY id LIMIT ?"
        .formatted(firstRows(OF_ORGANIZATION), firstRows(ofProject));
  }

  private boolean isOnePlace() {
    return reach.organizations().size() + reach.projects().size() == 1;
  }

  private String firstRows(String reached) {
    return FIRST_ROWS.formatted(table, reached, wanted.text());
  }

  /** Parameters of the text. */
  public Object[] parameters() {
    Object[] inOrder = wanted.parametersAnd(after, limit);
    if (isOnePlace()) {
      return Stream.of(
              reach.organizations().stream(), reach.projects().stream(), Stream.of(inOrder))
          .flatMap(Function.identity())
          .toArray();
    }
    var all = new ArrayList<Object>();
    for (List<String> reached : List.of(reach.organizations(), reach.projects())) {
      all.add(reached);
      all.addAll(List.of(inOrder));
    }
    all.add(limit);
    return all.toArray();
  }
}
