import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.config.Setting;

/**
 * Starts one Neo4j for tests: Bolt only, on loopback, with authentication on.
 *
 * <p>Arguments: home folder, port, further settings as NAME=VALUE (full configuration names). The password of user
 * neo4j comes from the environment, so that it stands in no process list. Prints READY when it answers. A line on
 * standard input, with the same between tabs, shuts the server down in order and starts one there: a program that has
 * started once does so in a fifth of the time. It stops when its standard input ends: a test run that dies takes its
 * server with it.
 */
public class Launcher {
    public static void main(String[] args) throws Exception {
        // A server that does not start leaves threads behind, which would keep the program alive.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        DatabaseManagementService service = started(args);
        // In 4.4 and 5 alike: a new home has the user neo4j, who must change the password at the first login.
        service.database("system").executeTransactionally(
                "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                Map.of("password", System.getenv("QUANZE_TEST_NEO4J_PASSWORD")));
        System.out.println("READY");
        System.out.flush();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            service.shutdown();
            service = started(line.split("\t")); // a copy of that home, with its password
            System.out.println("READY");
            System.out.flush();
        }
        service.shutdown();
    }

    private static DatabaseManagementService started(String[] args) throws Exception {
        SocketAddress address = new SocketAddress("127.0.0.1", Integer.parseInt(args[1]));
        DatabaseManagementServiceBuilder builder = new DatabaseManagementServiceBuilder(Path.of(args[0]))
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                // A log file set aside in full for each database makes a home of half a gigabyte.
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false);
        // At rest, it would wait for late clients: eight of the eleven seconds that it takes to move to another home.
        set(builder, (Setting<?>) GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, "0");
        Map<String, Setting<?>> known = settings();
        for (int i = 2; i < args.length; i++) {
            String name = args[i].substring(0, args[i].indexOf('='));
            Setting<?> setting = known.get(name);
            if (setting == null) {
                throw new IllegalArgumentException("unknown setting " + name);
            }
            set(builder, setting, args[i].substring(name.length() + 1));
        }
        DatabaseManagementService service = builder.build();
        service.database("neo4j").isAvailable(60_000);
        return service;
    }

    @SuppressWarnings("unchecked")
    private static void set(DatabaseManagementServiceBuilder builder, Setting<?> setting, String value) {
        builder.setConfig((Setting<Object>) setting, ((org.neo4j.configuration.SettingImpl<Object>) setting).parse(value));
    }

    private static Map<String, Setting<?>> settings() throws IllegalAccessException {
        Map<String, Setting<?>> found = new java.util.HashMap<>();
        for (Class<?> holder : new Class<?>[] {
            GraphDatabaseSettings.class, GraphDatabaseInternalSettings.class, BoltConnector.class
        }) {
            for (java.lang.reflect.Field field : holder.getFields()) {
                if (Setting.class.isAssignableFrom(field.getType())) {
                    Setting<?> setting = (Setting<?>) field.get(null);
                    found.put(setting.name(), setting);
                }
            }
        }
        return found;
    }
}
