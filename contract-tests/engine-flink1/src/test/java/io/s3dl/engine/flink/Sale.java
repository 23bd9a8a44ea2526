package io.s3dl.engine.flink;

/** A record, as Flink and Avro want them. */
public class Sale {

  public int id;
  public String city;
  public double sum;

  /** For Flink and Avro. */
  public Sale() {}

  /** One of many. */
  public static Sale of(int id) {
    Sale sale = new Sale();
    sale.id = id;
    sale.city = "city " + id % 17;
    sale.sum = id / 8.0;
    return sale;
  }

  @Override
  public String toString() {
    return id + " " + city + " " + sum;
  }
}
