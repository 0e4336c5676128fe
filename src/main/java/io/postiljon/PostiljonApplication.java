package io.postiljon;

import io.postiljon.inspection.InspectionWorker;
import io.postiljon.sender.SendCommand;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The gateway: one process that reads its routes from {@code routes/} and its settings from {@code config/}. With a command as its
 * first argument it does that and ends: {@code check-routes}, {@code create-keys}, {@code add-root-key}, {@code add-signing-key},
 * {@code migrate}, and {@code send}, which is for agencies.
 */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
@Command(name = "postiljon", mixinStandardHelpOptions = true,
        subcommands = {KeyCommands.AddRoot.class, KeyCommands.AddSigning.class, CheckRoutesCommand.class, KeyCommands.Create.class, MigrateCommand.class, SendCommand.class},
        description = "Without a command: starts the gateway.")
public class PostiljonApplication {
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals(InspectionWorker.COMMAND)) {
            InspectionWorker.main(args);              // the process that parses PDFs: nothing of the gateway is loaded
            return;
        }
        CommandLine commands = new CommandLine(new PostiljonApplication());
        if (args.length > 0 && (commands.getSubcommands().containsKey(args[0]) || args[0].equals("--help"))) {
            LoggingSystem.get(PostiljonApplication.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
            System.exit(commands.execute(args));
        }
        SpringApplication.run(PostiljonApplication.class, args);
    }
}
