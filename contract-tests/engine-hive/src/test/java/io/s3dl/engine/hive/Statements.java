package io.s3dl.engine.hive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same statements, for tables of one format in one place: an external table that is filled,
 * added to and overwritten; a managed one with partitions, static and dynamic; one made by a query.
 */
final class Statements {

  private final HiveSession hive;
  private final String name;
  private final String format;
  private final String root;
  private final Map<String, List<String>> results = new LinkedHashMap<>();

  /**
   * @param name what the tables' names begin with
   * @param root where they are, with a slash at its end
   */
  Statements(HiveSession hive, String name, String format, String root) {
    this.hive = hive;
    this.name = name;
    this.format = format;
    this.root = root;
  }

  /** Runs all of them, and returns the rows of each query by its text. */
  Map<String, List<String>> run() throws Exception {
    orders();
    sales();
    totals();
    return results;
  }

  private void orders() throws Exception {
    execute(
        "CREATE EXTERNAL TABLE orders (id INT, customer STRING, amount DECIMAL(10,2), note STRING)"
            + " STORED AS FORMAT LOCATION 'ROOTorders'");
    execute(
        "INSERT INTO orders VALUES (1, 'ann', 10.50, 'grün'), (2, 'bob', 3.25, NULL),"
            + " (3, 'ann', 7.00, ''), (4, 'eve', 0.99, 'a b'), (5, 'bob', 100.00, 'x')");
    execute("INSERT INTO orders VALUES (6, 'ann', 1.25, 'added')");
    query("SELECT * FROM orders");
    execute("INSERT OVERWRITE TABLE orders SELECT * FROM orders WHERE id <> 3");
    query("SELECT * FROM orders");
  }

  private void sales() throws Exception {
    execute(
        "CREATE TABLE sales (id INT, amount DECIMAL(10,2)) PARTITIONED BY (customer STRING)"
            + " STORED AS FORMAT LOCATION 'ROOTsales'");
    execute(
        "INSERT OVERWRITE TABLE sales PARTITION (customer) SELECT id, amount,"
            + " IF(customer = 'eve', 'eve: ü 1/2', customer) FROM orders");
    query("SELECT * FROM sales");
    execute(
        "INSERT OVERWRITE TABLE sales PARTITION (customer = 'ann')"
            + " SELECT id + 100, amount FROM orders WHERE customer = 'ann' AND id > 1");
    execute(
        "INSERT OVERWRITE TABLE sales PARTITION (customer)"
            + " SELECT id + 200, amount, customer FROM orders WHERE customer = 'bob'");
    query("SHOW PARTITIONS sales");
    query("SELECT * FROM sales");
    query("SELECT id FROM sales WHERE customer = 'eve: ü 1/2'");
  }

  private void totals() throws Exception {
    execute(
        "CREATE TABLE totals STORED AS FORMAT LOCATION 'ROOTtotals' AS"
            + " SELECT customer, COUNT(*) n, SUM(amount) total FROM orders GROUP BY customer");
    query("SELECT * FROM totals");
    query(
        "SELECT t.customer, MAX(t.total), COUNT(*), SUM(s.amount) FROM totals t"
            + " JOIN sales s ON t.customer = s.customer GROUP BY t.customer");
  }

  private void execute(String statement) throws Exception {
    hive.run(bound(statement));
  }

  private void query(String statement) throws Exception {
    results.put(results.size() + " " + statement, hive.run(bound(statement)));
  }

  private String bound(String statement) {
    return statement
        .replaceAll("\\b(orders|sales|totals)\\b", name + "_$1")
        .replace("FORMAT", format)
        .replace("ROOT", root);
  }
}
