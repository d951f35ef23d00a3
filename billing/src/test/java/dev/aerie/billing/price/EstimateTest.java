package dev.aerie.billing.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
  private static final PriceBook BOOK =
      new PriceBook(
          "USD",
          Instant.parse("2026-01-01T00:00:00Z"),
          List.of(
              price(Item.UNIT_HOUR, "*", "*", "*", "0.1"),
              price(Item.UNIT_HOUR, "*", "*", "large", "0.35"),
              price(Item.UNIT_HOUR, "aws", "*", "*", "0.11"),
              price(Item.UNIT_HOUR, "aws", "eu-central-1", "*", "0.123"),
              price(Item.UNIT_HOUR, "aws", "eu-central-1", "large", "0.4321"),
              price(Item.STORAGE_GB_MONTH, "*", "*", "*", "0.025"),
              price(Item.BACKUP_GB_MONTH, "*", "*", "*", "0.02")));
  private static final Place FRANKFURT = new Place("aws", "eu-central-1");

  @ParameterizedTest
  @CsvSource({
    "aws,   eu-central-1, large,    0.4321",
    "aws,   eu-central-1, standard, 0.123",
    "aws,   us-east-1,    standard, 0.11",
    "aws,   us-east-1,    large,    0.11",
    "gcp,   us-west1,     large,    0.35",
    "local, '',           standard, 0.1"
  })
  void theClosestPriceCounts(String cloud, String region, String clusterClass, BigDecimal amount) {
    assertThat(BOOK.of(Item.UNIT_HOUR, new Place(cloud, region), clusterClass)).isEqualTo(amount);
  }

  @Test
  void amountsAreExact() {
    Estimate estimate = Estimate.of(BOOK, FRANKFURT, running(3, 7, "0", "0"));

    assertThat(estimate.hourly()).isEqualTo(new BigDecimal("2.583"));
    assertThat(estimate.monthly()).isEqualTo(new BigDecimal("1885.59"));
    assertThat(estimate.lines().getFirst().explanation())
        .isEqualTo("3 units of each of 7 replicas, class standard, at 0.123 USD a unit and hour.");
  }

  @Test
  void dataIsPricedByTheMonthAndAnHourIsARoundedPartOfIt() {
    Estimate estimate = Estimate.of(BOOK, FRANKFURT, running(1, 1, "0.333", "100"));

    assertThat(estimate.lines()).extracting(Line::item).containsExactly(Item.values());
    assertThat(estimate.lines().get(1).monthly()).isEqualTo(new BigDecimal("0.008325"));
    assertThat(estimate.lines().get(1).hourly()).isEqualTo(new BigDecimal("0.000011"));
    assertThat(estimate.lines().get(2).monthly()).isEqualTo(new BigDecimal("2"));
    assertThat(estimate.lines().get(2).hourly()).isEqualTo(new BigDecimal("0.00274"));
    assertThat(estimate.monthly()).isEqualTo(new BigDecimal("91.798325"));
    assertThat(estimate.hourly()).isEqualTo(new BigDecimal("0.125751"));
  }

  @Test
  void whatDoesNotRunCostsWhatItKeeps() {
    var suspended =
        new Configuration("standard", 4, 2, false, new BigDecimal("10"), BigDecimal.ZERO);

    Estimate estimate = Estimate.of(BOOK, FRANKFURT, suspended);

    assertThat(estimate.lines()).extracting(Line::item).containsExactly(Item.STORAGE_GB_MONTH);
    assertThat(estimate.monthly()).isEqualTo(new BigDecimal("0.25"));
    assertThat(Estimate.NOTHING.monthly()).isZero();
  }

  @Test
  void largeAmountsAreWrittenOut() {
    var book =
        new PriceBook(
            "JPY", Instant.EPOCH, List.of(price(Item.UNIT_HOUR, "*", "*", "*", "100000")));

    Estimate estimate = Estimate.of(book, FRANKFURT, running(32, 8, "0", "0"));

    assertThat(estimate.hourly()).hasToString("25600000");
    assertThat(estimate.monthly()).hasToString("18688000000");
  }

  @Test
  void aBookWithoutAPriceSaysSo() {
    var empty = new PriceBook("USD", Instant.EPOCH, List.of());

    assertThatThrownBy(() -> Estimate.of(empty, FRANKFURT, running(1, 1, "0", "0")))
        .isInstanceOf(UnpricedException.class)
        .hasMessageContaining("no price of UNIT_HOUR in aws eu-central-1 for class standard");
    assertThatThrownBy(() -> price(Item.UNIT_HOUR, "*", "*", "*", "-1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> running(1, 1, "-1", "0")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Configuration running(int units, int replicas, String storage, String backup) {
    return new Configuration(
        "standard", units, replicas, true, new BigDecimal(storage), new BigDecimal(backup));
  }

  private static Price price(
      Item item, String cloud, String region, String clusterClass, String amount) {
    return new Price(item, cloud, region, clusterClass, new BigDecimal(amount));
  }
}
