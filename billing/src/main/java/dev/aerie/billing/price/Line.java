package dev.aerie.billing.price;

import java.math.BigDecimal;

/**
 * A part of an estimate.
 *
 * @param quantity units, or 10⁹ bytes
 * @param unitPrice of one of them, for an hour or a month as the item says
 * @param hourly what it costs an hour
 * @param monthly what it costs a month
 * @param explanation how that comes about, one sentence
 */
public record Line(
    Item item,
    BigDecimal quantity,
    BigDecimal unitPrice,
    BigDecimal hourly,
    BigDecimal monthly,
    String explanation) {}
