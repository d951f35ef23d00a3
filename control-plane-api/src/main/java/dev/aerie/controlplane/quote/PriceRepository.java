package dev.aerie.controlplane.quote;

import dev.aerie.billing.price.Item;
import dev.aerie.billing.price.Price;
import dev.aerie.billing.price.PriceBook;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Rows of prices. Safe for use by many threads. */
@ApplicationScoped
class PriceRepository {

  /**
   * The book that holds at a moment.
   *
   * @throws Problem 409 when there is none
   */
  PriceBook at(Sql sql, Instant moment) {
    record Priced(String currency, Instant validFrom, Price price) {}
    List<Priced> rows =
        sql.list(
            "SELECT * FROM prices WHERE valid_from = (SELECT max(valid_from) FROM prices WHERE valid_from <= ?)",
            row -> new Priced(row.string("currency"), row.instant("valid_from"), price(row)),
            moment);
    if (rows.isEmpty()) {
      throw new Problem(
          Code.NO_PRICES, "No price book holds now. Ask whoever runs this control plane.");
    }
    return new PriceBook(
        rows.getFirst().currency(),
        rows.getFirst().validFrom(),
        rows.stream().map(Priced::price).toList());
  }

  private static Price price(Row row) {
    return new Price(
        Item.valueOf(row.string("item")),
        row.string("cloud"),
        row.string("cloud_region"),
        row.string("class"),
        new BigDecimal(row.string("amount")));
  }
}
