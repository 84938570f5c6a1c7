// Made by `npm run api` from openapi.json. Do not edit.
export interface paths {
    "/api/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alarms, newest first; `severity`: this or worse; `open`: not closed, or closed
         * @description Alarms, newest first; `severity`: this or worse; `open`: not closed, or closed.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_alarms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An alarm with the chargers in it; the ETag is of what people set
         * @description An alarm with the chargers in it; the ETag is of what people set.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_alarm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody has seen it; it asks for attention again when the time is over
         * @description Somebody has seen it; it asks for attention again when the time is over.
         *
         *     Roles: operator, admin.
         */
        post: operations["acknowledge_alarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who takes care of it
         * @description Say who takes care of it.
         *
         *     Roles: operator, admin.
         */
        post: operations["assign_alarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/cause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why an alarm is: causes by rule with evidence, and a language model's words where asked
         * @description Why an alarm is: causes by rule with evidence, and a language model's words where asked.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_alarm_cause"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It is done with; what goes on and gets no worse stays quiet for a day
         * @description It is done with; what goes on and gets no worse stays quiet for a day.
         *
         *     Roles: operator, admin.
         */
        post: operations["close_alarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a line into its timeline; also of a closed one
         * @description Write a line into its timeline; also of a closed one.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["note_alarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a work order for it; it stays open until the repair is proven
         * @description Open a work order for it; it stays open until the repair is proven.
         *
         *     Roles: operator, admin.
         */
        post: operations["order_alarm_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Closed alarms of the same topic: of the same charger first, then station, then model
         * @description Closed alarms of the same topic: of the same charger first, then station, then model.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_similar_alarms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to an alarm, oldest first
         * @description What happened to an alarm, oldest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_alarm_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API keys, newest first, also those that are not good any more
         * @description API keys, newest first, also those that are not good any more.
         *
         *     Roles: admin.
         */
        get: operations["list_api_keys"];
        put?: never;
        /**
         * Make an API key; its token is in this answer and nowhere else, ever
         * @description Make an API key; its token is in this answer and nowhere else, ever.
         *
         *     Roles: admin.
         */
        post: operations["make_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One API key
         * @description One API key.
         *
         *     Roles: admin.
         */
        get: operations["get_api_key"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key, for ever; it stays in the list
         * @description Revoke an API key, for ever; it stays in the list.
         *
         *     Roles: admin.
         */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Acts, newest first; of work orders a technician sees no acts here, but timelines
         * @description Acts, newest first; of work orders a technician sees no acts here, but timelines.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a session; the token comes in a cookie that scripts cannot read
         * @description Open a session; the token comes in a cookie that scripts cannot read.
         *
         *     Roles: anybody.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session
         * @description End the session.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charger-door": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where chargers connect; the host is that of this request unless CHARGER_URL is set
         * @description Where chargers connect; the host is that of this request unless CHARGER_URL is set.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_charger_door"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Chargers by id
         * @description Chargers by id.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_chargers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One charger with its connectors
         * @description One charger with its connectors.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_charger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a charger: its next BootNotification is answered Accepted
         * @description Accept a charger: its next BootNotification is answered Accepted.
         *
         *     Roles: admin.
         */
        post: operations["approve_charger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Client certificates of a charger and what it said to each, newest first
         * @description Client certificates of a charger and what it said to each, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_certificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/charging-profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Profiles that a charger accepted from us and nothing took away, as long as calls are kept
         * @description Profiles that a charger accepted from us and nothing took away, as long as calls are kept.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_charging_profiles"];
        put?: never;
        /**
         * Give a charger a profile (SetChargingProfile)
         * @description Give a charger a profile (SetChargingProfile).
         *
         *     Roles: operator, admin.
         */
        post: operations["set_charging_profile"];
        /**
         * Take away the profiles that fit all that is given (ClearChargingProfile); nothing = all
         * @description Take away the profiles that fit all that is given (ClearChargingProfile); nothing = all.
         *
         *     Roles: operator, admin.
         */
        delete: operations["clear_charging_profiles"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/composite-schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a charger which schedule follows from all of its profiles (GetCompositeSchedule)
         * @description Ask a charger which schedule follows from all of its profiles (GetCompositeSchedule).
         *
         *     Roles: operator, admin.
         */
        post: operations["get_composite_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is known of a charger's configuration from its answers, as long as calls are kept
         * @description What is known of a charger's configuration from its answers, as long as calls are kept.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_configuration"];
        put?: never;
        /**
         * Let the charger tell its configuration (GetConfiguration)
         * @description Let the charger tell its configuration (GetConfiguration).
         *
         *     Roles: operator, admin.
         */
        post: operations["read_configuration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/configuration/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a key (ChangeConfiguration); the answer's status may be RebootRequired
         * @description Change a key (ChangeConfiguration); the answer's status may be RebootRequired.
         *
         *     Roles: admin.
         */
        put: operations["change_configuration"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/connectors/{connector_id}/uptime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Uptime of one port, with its last twelve calendar months
         * @description Uptime of one port, with its last twelve calendar months.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_port_uptime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/connectors/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One connector of a charger
         * @description One connector of a charger.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_connector"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/diagnostics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a charger upload its diagnostics to us (OCPP 1.6, 5.9)
         * @description Let a charger upload its diagnostics to us (OCPP 1.6, 5.9).
         *
         *     Roles: operator, admin.
         */
        post: operations["ask_diagnostics"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/firmware": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a charger fetch and install firmware; signed where there is a signature
         * @description Let a charger fetch and install firmware; signed where there is a signature.
         *
         *     Roles: admin.
         */
        post: operations["update_firmware"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/local-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a charger accepted; version 0 = nothing that we know of
         * @description What a charger accepted; version 0 = nothing that we know of.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_local_list"];
        /**
         * Bring a charger's local list to these tags: by differences where it can be
         * @description Bring a charger's local list to these tags: by differences where it can be.
         *
         *     Roles: admin.
         */
        put: operations["send_local_list"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a charger upload a log to us (GetLog of the security white paper)
         * @description Let a charger upload a log to us (GetLog of the security white paper).
         *
         *     Roles: operator, admin.
         */
        post: operations["ask_log"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/ocpp/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an OCPP 1.6 call
         * @description Send an OCPP 1.6 call.
         *
         *     The payload is checked against the schema of the action. `wait` is how many real seconds to wait
         *     for the charger's answer; without it, or where none comes in time, follow the task.
         *
         *     Roles: operator, admin.
         */
        post: operations["call_charger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a charger a new random password; the old one is good until the new one is used
         * @description Give a charger a new random password; the old one is good until the new one is used.
         *
         *     Roles: admin.
         */
        post: operations["renew_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a charger accepted and therefore showed, newest first: what drivers have read
         * @description What a charger accepted and therefore showed, newest first: what drivers have read.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_charger_prices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/quarters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A charger's history for as long as it is known: raw readings are kept for some days only
         * @description A charger's history for as long as it is known: raw readings are kept for some days only.
         *
         *     `from` and `to` are simulated instants; by default the last day, at most 31 days.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_charger_quarters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a charger
         * @description Reject a charger.
         *
         *     Roles: admin.
         */
        post: operations["reject_charger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/remedies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the playbook for what is wrong with a charger now, in every mode of the loop
         * @description Start the playbook for what is wrong with a charger now, in every mode of the loop.
         *
         *     Roles: operator, admin.
         */
        post: operations["start_charger_remedy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/repeat-faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Faults of a charger within 30 days by topic, and orders opened for them in that time
         * @description Faults of a charger within 30 days by topic, and orders opened for them in that time.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_repeat_faults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a charger to keep a connector; `state` says whether it does
         * @description Ask a charger to keep a connector; `state` says whether it does.
         *
         *     Roles: operator, admin.
         */
        post: operations["reserve_connector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/security-profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The least profile that a charger may connect with
         * @description The least profile that a charger may connect with.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_security_profile"];
        /**
         * Set the least profile, also downward; OCPP alone only ever raises it
         * @description Set the least profile, also downward; OCPP alone only ever raises it.
         *
         *     Roles: admin.
         */
        put: operations["set_security_profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an operator said of a charger
         * @description What an operator said of a charger.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_charger_settings"];
        /**
         * Put a charger down before it connects, or renew what is said of it
         * @description Put a charger down before it connects, or renew what is said of it.
         *
         *     Roles: admin.
         */
        put: operations["put_charger_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chargers/{charger_id}/tariff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What holds now for a charger
         * @description What holds now for a charger.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_charger_tariff"];
        /**
         * The tariff of one charger
         * @description The tariff of one charger.
         *
         *     Roles: admin.
         */
        put: operations["set_charger_tariff"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a question in words from what is stored; a technician: from own jobs only
         * @description Answer a question in words from what is stored; a technician: from own jobs only.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        post: operations["ask_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the chat can answer
         * @description What the chat can answer.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_chat_questions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What pages need to know before anything else
         * @description What pages need to know before anything else.
         *
         *     Roles: anybody.
         */
        get: operations["get_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Connectors that chargers told of, by charger and number
         * @description Connectors that chargers told of, by charger and number.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_connectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/control/heal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The loop's switches in force
         * @description The loop's switches in force.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_heal_switches"];
        /**
         * Change the loop's switches; `off` ends all heals and puts everything back
         * @description Change the loop's switches; `off` ends all heals and puts everything back.
         *
         *     Roles: operator, admin.
         */
        put: operations["set_heal_switches"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/control/heal/regions/{region}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a region (a city's id) a mode of its own
         * @description Give a region (a city's id) a mode of its own.
         *
         *     Roles: operator, admin.
         */
        put: operations["set_region_mode"];
        post?: never;
        /**
         * Let the network's mode hold in a region again
         * @description Let the network's mode hold in a region again.
         *
         *     Roles: operator, admin.
         */
        delete: operations["clear_region_mode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/default-tariff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The tariff of all stations of its currency that have none of their own
         * @description The tariff of all stations of its currency that have none of their own.
         *
         *     Roles: admin.
         */
        put: operations["set_default_tariff"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Confirmed causes, newest first
         * @description Confirmed causes, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_feedback"];
        put?: never;
        /**
         * Confirm what a fault was, and when it began
         * @description Confirm what a fault was, and when it began.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["add_feedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All confirmed causes as CSV, oldest first, for `sntry models train --labels`
         * @description All confirmed causes as CSV, oldest first, for `sntry models train --labels`.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/first-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many drivers charged at the first attempt, and why the others did not
         * @description How many drivers charged at the first attempt, and why the others did not.
         *
         *     `from` and `to` are simulated instants; by default the last 30 days, at most 366.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_first_attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/first-attempts/failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attempts that failed, newest first, each with its reason
         * @description Attempts that failed, newest first, each with its reason.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_failed_attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grid-areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Grid areas by id, with the limits in force
         * @description Grid areas by id, with the limits in force.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_grid_areas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grid-areas/{area_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One grid area with the limit in force
         * @description One grid area with the limit in force.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_grid_area"];
        /**
         * Put a grid area down with its limits, or renew it
         * @description Put a grid area down with its limits, or renew it.
         *
         *     Roles: admin.
         */
        put: operations["put_grid_area"];
        post?: never;
        /**
         * Forget a grid area on which no station hangs
         * @description Forget a grid area on which no station hangs.
         *
         *     Roles: admin.
         */
        delete: operations["delete_grid_area"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heal/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the loop would do for a station now, and why not; it is decided as in earnest
         * @description What the loop would do for a station now, and why not; it is decided as in earnest.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        post: operations["preview_healing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Heals, newest first
         * @description Heals, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_heals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heals/{heal_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a proposed heal act; let an acting one surge although no target was found
         * @description Let a proposed heal act; let an acting one surge although no target was found.
         *
         *     Roles: operator, admin.
         */
        post: operations["approve_heal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heals/{heal_id}/prolong": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a heal more time, counted from now; it never loses any
         * @description Give a heal more time, counted from now; it never loses any.
         *
         *     Roles: operator, admin.
         */
        post: operations["prolong_heal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heals/{heal_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a heal; the loop puts everything back in its next round
         * @description End a heal; the loop puts everything back in its next round.
         *
         *     Roles: operator, admin.
         */
        post: operations["stop_heal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How central is
         * @description How central is.
         *
         *     Roles: anybody.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sums by station of the instants from `from` up to `to`: 30 days up to now, at most 400
         * @description Sums by station of the instants from `from` up to `to`: 30 days up to now, at most 400.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_past_stations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/id-tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tags in the order of their text
         * @description Tags in the order of their text.
         *
         *     Roles: operator, admin.
         */
        get: operations["list_id_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/id-tags/{id_tag}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One tag
         * @description One tag.
         *
         *     Roles: operator, admin.
         */
        get: operations["get_id_tag"];
        /**
         * Put a tag down, or renew it; compared without case
         * @description Put a tag down, or renew it; compared without case.
         *
         *     Roles: operator, admin.
         */
        put: operations["put_id_tag"];
        post?: never;
        /**
         * Forget a tag
         * @description Forget a tag.
         *
         *     Roles: operator, admin.
         */
        delete: operations["delete_id_tag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs, newest first
         * @description Jobs, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One job
         * @description One job.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the charger uploaded, as it came
         * @description What the charger uploaded, as it came.
         *
         *     Roles: operator, admin.
         */
        get: operations["get_job_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks, and what the role may do
         * @description Who asks, and what the role may do.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Renew one's own password; ends all own sessions, this one too
         * @description Renew one's own password; ends all own sessions, this one too.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        put: operations["set_own_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-rollout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is rolled out, and how far each edge is
         * @description What is rolled out, and how far each edge is.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_model_rollout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-rollout/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the last roll-out back; edges return to what they ran before, at once
         * @description Take the last roll-out back; edges return to what they ran before, at once.
         *
         *     Roles: admin.
         */
        post: operations["roll_back_models"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bundles in the registry, newest first; at last the one that edges come with
         * @description Bundles in the registry, newest first; at last the one that edges come with.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_models"];
        put?: never;
        /**
         * Take a signed bundle: the body is its zip archive. Edges hear of it when it is promoted
         * @description Take a signed bundle: the body is its zip archive. Edges hear of it when it is promoted.
         *
         *     Roles: admin.
         */
        post: operations["upload_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One bundle, with its manifest, its card and the figures of the card
         * @description One bundle, with its manifest, its card and the figures of the card.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * For edges: the archive, also a range of it. Name and password come with the offer
         * @description For edges: the archive, also a range of it. Name and password come with the offer.
         *
         *     Roles: anybody.
         */
        get: operations["get_model_archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far live features have moved from what this bundle was made from (PSI)
         * @description How far live features have moved from what this bundle was made from (PSI).
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_model_drift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One file of a bundle, for example a picture of its card
         * @description One file of a bundle, for example a picture of its card.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_model_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offer a bundle to all edges, or to a share of them first
         * @description Offer a bundle to all edges, or to a share of them first.
         *
         *     Roles: admin.
         */
        post: operations["promote_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ways to people; those of others are for operators and admins
         * @description Ways to people; those of others are for operators and admins.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_notification_channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-channels/{channel_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget a channel; what waits for it fails
         * @description Forget a channel; what waits for it fails.
         *
         *     Roles: admin.
         */
        delete: operations["delete_notification_channel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-channels/{channel_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message that says that the channel works; its log entry tells what became of it
         * @description Send a message that says that the channel works; its log entry tells what became of it.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        post: operations["test_notification_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The delivery log, newest first; of others it is for operators and admins
         * @description The delivery log, newest first; of others it is for operators and admins.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A message with all that was tried
         * @description A message with all that was tried.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_notification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ocpp-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The calls that may go to a charger, each with the schema of its payload
         * @description The calls that may go to a charger, each with the schema of its payload.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_ocpp_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ocpp-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * OCPP messages, newest first; `in` came from the charger, `out` went to it
         * @description OCPP messages, newest first; `in` came from the charger, `out` went to it.
         *
         *     Passwords and keys are hidden, id tags too unless the settings say otherwise.
         *
         *     Roles: operator, admin.
         */
        get: operations["list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Price overrides, newest first
         * @description Price overrides, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_prices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stations for drivers, by id
         * @description Stations for drivers, by id.
         *
         *     Roles: anybody.
         */
        get: operations["list_public_stations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/stations/{station_id}/busy-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When a station is busy, by hour of the week in its own time
         * @description When a station is busy, by hour of the week in its own time.
         *
         *     Roles: anybody.
         */
        get: operations["get_public_busy_hours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/stations/{station_id}/reliability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How reliable a station is: uptime of its ports, and first-attempt success
         * @description How reliable a station is: uptime of its ports, and first-attempt success.
         *
         *     Roles: anybody.
         */
        get: operations["get_public_reliability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/remedies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Remedies, newest first; `state=escalated`: those that wait for a technician
         * @description Remedies, newest first; `state=escalated`: those that wait for a technician.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_remedies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/remedies/{remedy_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One remedy with its steps
         * @description One remedy with its steps.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_remedy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/remedies/{remedy_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a proposed remedy act
         * @description Let a proposed remedy act.
         *
         *     Roles: operator, admin.
         */
        post: operations["approve_remedy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/remedies/{remedy_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a remedy; the same trouble is not taken up again for a day
         * @description End a remedy; the same trouble is not taken up again for a day.
         *
         *     Roles: operator, admin.
         */
        post: operations["stop_remedy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/remedies/playbooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The playbooks in force: causes, steps, checks and limits
         * @description The playbooks in force: causes, steps, checks and limits.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_playbooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reservations, newest first; an active one whose time is over is shown as expired
         * @description Reservations, newest first; an active one whose time is over is shown as expired.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_reservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{reservation_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a reservation back
         * @description Give a reservation back.
         *
         *     Roles: operator, admin.
         */
        post: operations["cancel_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The way by car between two places, each as latitude,longitude in degrees
         * @description The way by car between two places, each as latitude,longitude in degrees.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_route"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/security-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Security events, newest first
         * @description Security events, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_security_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/security/root": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * For InstallCertificate, as CentralSystemRootCertificate
         * @description For InstallCertificate, as CentralSystemRootCertificate.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_root_certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Charging sessions, newest first; `held`: those that wait for a review, or the others
         * @description Charging sessions, newest first; `held`: those that wait for a review, or the others.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One session; its id is the OCPP transactionId
         * @description One session; its id is the OCPP transactionId.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session_id}/meter-values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readings of a session, newest first, as long as they are kept
         * @description Readings of a session, newest first, as long as they are kept.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_meter_values"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a session cost and why: lines that add up exactly to the total
         * @description What a session cost and why: lines that add up exactly to the total.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session_id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a session that is held for review, or correct its energy or its end
         * @description Release a session that is held for review, or correct its energy or its end.
         *
         *     Roles: operator, admin.
         */
        post: operations["review_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sim/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can run and what runs
         * @description What can run and what runs.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_scenarios"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sim/scenarios/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a scenario at a simulated station
         * @description Start a scenario at a simulated station.
         *
         *     Roles: operator, admin.
         */
        post: operations["start_scenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sim/scenarios/running/{running_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Stop a running scenario
         * @description Stop a running scenario.
         *
         *     Roles: operator, admin.
         */
        delete: operations["stop_scenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulation/tick": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest tick of central's own loop: what it decided, and how the network is
         * @description The newest tick of central's own loop: what it decided, and how the network is.
         *
         *     A tick comes every 10 simulated seconds, and tells what was decided since the one before.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_tick"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stations by id; `q` looks for a part of id, name or city
         * @description Stations by id; `q` looks for a part of id, name or city.
         *
         *     `sort` puts the greatest figure first, and stations without it last. Figures move: what changes
         *     its place between two pages may be missed or come twice.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_stations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{station_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One station with its chargers
         * @description One station with its chargers.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_station"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{station_id}/busy-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Historical mean of utilisation, and arrivals, by hour of the week in the station's time
         * @description Historical mean of utilisation, and arrivals, by hour of the week in the station's time.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_busy_hours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{station_id}/load-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Limits of a station, as they were set under its grid limit
         * @description Limits of a station, as they were set under its grid limit.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_load_plan"];
        /**
         * Limit a station from now on; guarantees that add up to more than its rating are refused
         * @description Limit a station from now on; guarantees that add up to more than its rating are refused.
         *
         *     Roles: admin.
         */
        put: operations["put_load_plan"];
        post?: never;
        /**
         * A station has no limits any more but its grid limit and its grid area's
         * @description A station has no limits any more but its grid limit and its grid area's.
         *
         *     Roles: admin.
         */
        delete: operations["delete_load_plan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{station_id}/load-sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Limits in force at a station, and what each of its sessions is given, with the reason
         * @description Limits in force at a station, and what each of its sessions is given, with the reason.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_load_sharing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{station_id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an operator said of a station
         * @description What an operator said of a station.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_station_settings"];
        /**
         * Put a station down, or renew what is said of it; `under_maintenance` takes it out
         * @description Put a station down, or renew what is said of it; `under_maintenance` takes it out.
         *
         *     Roles: admin.
         */
        put: operations["put_station_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{station_id}/tariff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What holds now for a station's chargers that have no tariff of their own
         * @description What holds now for a station's chargers that have no tariff of their own.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_station_tariff"];
        /**
         * The tariff of a station's chargers that have none of their own
         * @description The tariff of a station's chargers that have none of their own.
         *
         *     Roles: admin.
         */
        put: operations["set_station_tariff"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{station_id}/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A station's history in steps: highest temperature and risk of its chargers, summed load
         * @description A station's history in steps: highest temperature and risk of its chargers, summed load.
         *
         *     `from` and `to` are simulated instants; by default the last 6 h, at most 31 days.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_station_telemetry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events after a cursor; anybody may read topic `public`, the others need a session
         * @description Events after a cursor; anybody may read topic `public`, the others need a session.
         *
         *     Of topic `work` a technician gets the own orders only.
         *
         *     Roles: anybody.
         */
        get: operations["read_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tariff-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where tariffs hold and held, newest first
         * @description Where tariffs hold and held, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_tariff_assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tariffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tariffs by id, each with all its versions
         * @description Tariffs by id, each with all its versions.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_tariffs"];
        put?: never;
        /**
         * Put a tariff down; it holds nowhere before it is assigned
         * @description Put a tariff down; it holds nowhere before it is assigned.
         *
         *     Roles: admin.
         */
        post: operations["create_new_tariff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tariffs/{tariff_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tariff with all its versions
         * @description A tariff with all its versions.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_tariff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tariffs/{tariff_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a tariff from now or from a later instant on; sessions that run keep what they had
         * @description Change a tariff from now or from a later instant on; sessions that run keep what they had.
         *
         *     Roles: admin.
         */
        post: operations["add_tariff_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls to chargers by people and by the control loop, newest first
         * @description Calls to chargers by people and by the control loop, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of a call: `queued` until it ends
         * @description What became of a call: `queued` until it ends.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/technicians": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Technicians by name; a technician gets the own row
         * @description Technicians by name; a technician gets the own row.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_technicians"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/technicians/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One technician; the ETag is of what operators set
         * @description One technician; the ETag is of what operators set.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_technician"];
        /**
         * Say what a user of role technician can, and when and from where he or she works
         * @description Say what a user of role technician can, and when and from where he or she works.
         *
         *     Roles: operator, admin.
         */
        put: operations["put_technician"];
        post?: never;
        /**
         * Forget skills, shifts and van of a technician; the user stays
         * @description Forget skills, shifts and van of a technician; the user stays.
         *
         *     Roles: operator, admin.
         */
        delete: operations["delete_technician"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/technicians/{name}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Tell where a technician is, for two hours of planning; only the newest place is kept
         * @description Tell where a technician is, for two hours of planning; only the newest place is kept.
         *
         *     Roles: technician, operator, admin.
         */
        put: operations["put_position"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/technicians/{name}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Count what is on the van; finished orders take off it what they used
         * @description Count what is on the van; finished orders take off it what they used.
         *
         *     Roles: technician, operator, admin.
         */
        put: operations["put_stock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * For chargers: the body is the file. The token in the address is all that is needed
         * @description For chargers: the body is the file. The token in the address is all that is needed.
         *
         *     Roles: anybody.
         */
        put: operations["upload_by_put"];
        /**
         * For chargers: the body is the file. The token in the address is all that is needed
         * @description For chargers: the body is the file. The token in the address is all that is needed.
         *
         *     Roles: anybody.
         */
        post: operations["upload_by_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{token}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * As `upload`, for chargers that add the file's name to the address
         * @description As `upload`, for chargers that add the file's name to the address.
         *
         *     Roles: anybody.
         */
        put: operations["upload_named_by_put"];
        /**
         * As `upload`, for chargers that add the file's name to the address
         * @description As `upload`, for chargers that add the file's name to the address.
         *
         *     Roles: anybody.
         */
        post: operations["upload_named_by_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uptime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Uptime of ports over the twelve months before `until` (default: now), by charger
         * @description Uptime of ports over the twelve months before `until` (default: now), by charger.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_uptime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uptime/exclusions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people excluded from outages, with evidence, newest first
         * @description What people excluded from outages, with evidence, newest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_exclusions"];
        put?: never;
        /**
         * Exclude a span that the operator could not prevent, with evidence (23 CFR 680.116(b)(3))
         * @description Exclude a span that the operator could not prevent, with evidence (23 CFR 680.116(b)(3)).
         *
         *     Roles: operator, admin.
         */
        post: operations["add_exclusion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uptime/exclusions/{exclusion_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an exclusion count no more; it stays on record
         * @description Let an exclusion count no more; it stays on record.
         *
         *     Roles: operator, admin.
         */
        post: operations["withdraw_exclusion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People by name
         * @description People by name.
         *
         *     Roles: admin.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Put down a person
         * @description Put down a person.
         *
         *     Roles: admin.
         */
        post: operations["add_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person
         * @description One person.
         *
         *     Roles: admin.
         */
        get: operations["get_user"];
        put?: never;
        post?: never;
        /**
         * Forget a person, and end the sessions
         * @description Forget a person, and end the sessions.
         *
         *     Roles: admin.
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /**
         * Change a person's role, or set a new password, which ends the person's sessions
         * @description Change a person's role, or set a new password, which ends the person's sessions.
         *
         *     Roles: admin.
         */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/v1/users/{name}/notification-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put down a way to a person; a webhook's secret is shown this once
         * @description Put down a way to a person; a webhook's secret is shown this once.
         *
         *     Roles: admin.
         */
        post: operations["add_notification_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person wants to be told: one's own, and everybody's for admins
         * @description What a person wants to be told: one's own, and everybody's for admins.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_notification_preferences"];
        /**
         * Say what a person wants to be told: one's own, and everybody's for admins
         * @description Say what a person wants to be told: one's own, and everybody's for admins.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        put: operations["set_notification_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/violations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What chargers do against the standard, by charger, firmware and kind
         * @description What chargers do against the standard, by charger, firmware and kind.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_violations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/violations/by-firmware": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same, summed over all chargers of a vendor and model with one firmware
         * @description The same, summed over all chargers of a vendor and model with one firmware.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_violations_by_firmware"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Parts, and what each cause takes: minutes, skills, safety steps, parts by charger
         * @description Parts, and what each cause takes: minutes, skills, safety steps, parts by charger.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_work_catalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Work orders, newest first; a technician gets the own ones
         * @description Work orders, newest first; a technician gets the own ones.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["list_work_orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A work order with place, causes, photos, repeats; the ETag is of where it stands
         * @description A work order with place, causes, photos, repeats; the ETag is of where it stands.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_work_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The technician will do it
         * @description The technician will do it.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["accept_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The technician is there
         * @description The technician is there.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["arrive_at_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who is to do it, which planning then leaves alone; empty = let planning decide
         * @description Say who is to do it, which planning then leaves alone; empty = let planning decide.
         *
         *     Roles: operator, admin.
         */
        post: operations["assign_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/calls/{charger_id}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restart, unlock, ask or take out of service a charger of an order while one is there
         * @description Restart, unlock, ask or take out of service a charger of an order while one is there.
         *
         *     As `POST /chargers/{id}/ocpp/{action}`, for the technician of the order and four actions.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["call_from_site"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It is not wanted any more; its alarm goes on without it
         * @description It is not wanted any more; its alarm goes on without it.
         *
         *     Roles: operator, admin.
         */
        post: operations["cancel_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It is over; only what is verified can be closed
         * @description It is over; only what is verified can be closed.
         *
         *     Roles: operator, admin.
         */
        post: operations["close_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The technician will not; planning asks somebody else
         * @description The technician will not; planning asks somebody else.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["decline_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Failure and repair with all that proves them, for a warranty claim
         * @description Failure and repair with all that proves them, for a warranty claim.
         *
         *     Roles: operator, admin.
         */
        get: operations["get_work_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The work is done; sessions have to prove it
         * @description The work is done; sessions have to prove it.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["finish_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a line into the timeline; late ones and those of a former technician, too
         * @description Write a line into the timeline; late ones and those of a former technician, too.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["note_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The body is the picture: JPEG, PNG or WebP, at most 8 MiB. The same one is kept once
         * @description The body is the picture: JPEG, PNG or WebP, at most 8 MiB. The same one is kept once.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["add_work_photo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/photos/{photo_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture as it came
         * @description A picture as it came.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_work_photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It did not help: the same technician is asked again
         * @description It did not help: the same technician is asked again.
         *
         *     Roles: operator, admin.
         */
        post: operations["reopen_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The way to a work order's station; a technician: to own orders only
         * @description The way to a work order's station; a technician: to own orders only.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_work_order_route"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a work order, oldest first
         * @description What happened to a work order, oldest first.
         *
         *     Roles: viewer, technician, operator, admin.
         */
        get: operations["get_work_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/travel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The technician sets out
         * @description The technician sets out.
         *
         *     Roles: technician, operator, admin.
         */
        post: operations["travel_to_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What planning would do now: who is asked next, why, and what nobody gets
         * @description What planning would do now: who is asked next, why, and what nobody gets.
         *
         *     Roles: operator, admin.
         */
        get: operations["get_work_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AcceptedPriceOut
         * @description What a charger's display showed from an instant on; null = it did not say.
         */
        AcceptedPriceOut: {
            /** At */
            at: string;
            /** Flat */
            flat: string | null;
            /** Id */
            id: number;
            /** Per Hour */
            per_hour: string | null;
            /** Per Kwh */
            per_kwh: string;
            /** Text */
            text: string;
        };
        /**
         * AcceptedPricePage
         * @description A page of what a display showed, newest first.
         */
        AcceptedPricePage: {
            /** Items */
            items: components["schemas"]["AcceptedPriceOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AccountOut
         * @description A person who may log in.
         */
        AccountOut: {
            /** Created At */
            created_at: string;
            /** Name */
            name: string;
            role: components["schemas"]["UserRole"];
        };
        /**
         * AccountPage
         * @description A page of people.
         */
        AccountPage: {
            /** Items */
            items: components["schemas"]["AccountOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AckIn
         * @description Somebody has seen it; it asks again after so many simulated minutes.
         */
        AckIn: {
            /**
             * Minutes
             * @default 240
             */
            minutes: number;
        };
        /**
         * AlarmCauseOut
         * @description Why an alarm is; `summary` is made by rule and always there.
         */
        AlarmCauseOut: {
            /** At */
            at: string;
            /** Causes */
            causes: components["schemas"]["RankedCauseOut"][];
            /** Charge Point */
            charge_point: string | null;
            explanation: components["schemas"]["ExplanationOut"] | null;
            /** Summary */
            summary: string;
        };
        /**
         * AlarmDetailOut
         * @description An alarm with its members, the worst first, at most 500.
         */
        AlarmDetailOut: {
            /** Acked By */
            acked_by: string;
            /** Acked Until */
            acked_until: string | null;
            /** Assignee */
            assignee: string;
            /** Cause */
            cause: string | null;
            /** Charger Count */
            charger_count: number;
            /** Close Reason */
            close_reason: string;
            /** Closed At */
            closed_at: string | null;
            /** Closed By */
            closed_by: string;
            /** Confidence */
            confidence: number;
            /** Count */
            count: number;
            /** First At */
            first_at: string;
            /** Folded Into */
            folded_into: number | null;
            /** Found Cause */
            found_cause: string;
            /** Id */
            id: number;
            /** Is Active */
            is_active: boolean;
            /** Is Whole Site */
            is_whole_site: boolean;
            /** Last At */
            last_at: string;
            /** Members */
            members: components["schemas"]["AlarmMemberOut"][];
            /** Mitigation */
            mitigation: string;
            /** Needs Technician */
            needs_technician: boolean;
            /** Opened At */
            opened_at: string;
            /** Place */
            place: string;
            /**
             * Scope
             * @enum {string}
             */
            scope: "station" | "network";
            /**
             * Severity
             * @enum {string}
             */
            severity: "warning" | "high" | "critical";
            /**
             * Stage
             * @enum {string}
             */
            stage: "foreseen" | "warned" | "failed";
            /**
             * State
             * @enum {string}
             */
            state: "open" | "acked" | "assigned" | "mitigating" | "work_ordered" | "closed";
            /** Station Count */
            station_count: number;
            /** Stations */
            stations: string[];
            /** Title */
            title: string;
            topic: components["schemas"]["Topic"];
            /** Urgency */
            urgency: ("now" | "today" | "week") | null;
            /** Work Order */
            work_order: string;
        };
        /**
         * AlarmEntryOut
         * @description A line of a timeline.
         */
        AlarmEntryOut: {
            /** Actor */
            actor: string;
            /** Actor Kind */
            actor_kind: string;
            /** At */
            at: string;
            /** Id */
            id: number;
            /** Kind */
            kind: string;
            /** Text */
            text: string;
        };
        /**
         * AlarmEvent
         * @description Events `alarm.opened`, `alarm.updated`, `alarm.closed`.
         */
        AlarmEvent: {
            /** Acked By */
            acked_by: string;
            /** Acked Until */
            acked_until: string | null;
            /** Assignee */
            assignee: string;
            /** Cause */
            cause: string | null;
            /** Charger Count */
            charger_count: number;
            /** Close Reason */
            close_reason: string;
            /** Closed At */
            closed_at: string | null;
            /** Closed By */
            closed_by: string;
            /** Confidence */
            confidence: number;
            /** Count */
            count: number;
            /** First At */
            first_at: string;
            /** Folded Into */
            folded_into: number | null;
            /** Found Cause */
            found_cause: string;
            /** Id */
            id: number;
            /** Is Active */
            is_active: boolean;
            /** Is Whole Site */
            is_whole_site: boolean;
            /** Last At */
            last_at: string;
            /** Mitigation */
            mitigation: string;
            /** Needs Technician */
            needs_technician: boolean;
            /** Opened At */
            opened_at: string;
            /** Place */
            place: string;
            /**
             * Scope
             * @enum {string}
             */
            scope: "station" | "network";
            /**
             * Severity
             * @enum {string}
             */
            severity: "warning" | "high" | "critical";
            /**
             * Stage
             * @enum {string}
             */
            stage: "foreseen" | "warned" | "failed";
            /**
             * State
             * @enum {string}
             */
            state: "open" | "acked" | "assigned" | "mitigating" | "work_ordered" | "closed";
            /** Station Count */
            station_count: number;
            /** Stations */
            stations: string[];
            /** Title */
            title: string;
            topic: components["schemas"]["Topic"];
            /** Urgency */
            urgency: ("now" | "today" | "week") | null;
            /** Work Order */
            work_order: string;
        };
        /**
         * AlarmMemberOut
         * @description One charger in an alarm; null = the station as a whole.
         */
        AlarmMemberOut: {
            /** Charge Point */
            charge_point: string | null;
            /** Clear Since */
            clear_since: string | null;
            /** Connectors */
            connectors: number[];
            /** Count */
            count: number;
            /** First At */
            first_at: string;
            /** Last At */
            last_at: string;
            /**
             * Severity
             * @enum {string}
             */
            severity: "warning" | "high" | "critical";
            /**
             * Stage
             * @enum {string}
             */
            stage: "foreseen" | "warned" | "failed";
            /** Station Id */
            station_id: string;
            /** Text */
            text: string;
        };
        /**
         * AlarmOut
         * @description An alarm. `stations` are the first 20 of `station_count`.
         */
        AlarmOut: {
            /** Acked By */
            acked_by: string;
            /** Acked Until */
            acked_until: string | null;
            /** Assignee */
            assignee: string;
            /** Cause */
            cause: string | null;
            /** Charger Count */
            charger_count: number;
            /** Close Reason */
            close_reason: string;
            /** Closed At */
            closed_at: string | null;
            /** Closed By */
            closed_by: string;
            /** Confidence */
            confidence: number;
            /** Count */
            count: number;
            /** First At */
            first_at: string;
            /** Folded Into */
            folded_into: number | null;
            /** Found Cause */
            found_cause: string;
            /** Id */
            id: number;
            /** Is Active */
            is_active: boolean;
            /** Is Whole Site */
            is_whole_site: boolean;
            /** Last At */
            last_at: string;
            /** Mitigation */
            mitigation: string;
            /** Needs Technician */
            needs_technician: boolean;
            /** Opened At */
            opened_at: string;
            /** Place */
            place: string;
            /**
             * Scope
             * @enum {string}
             */
            scope: "station" | "network";
            /**
             * Severity
             * @enum {string}
             */
            severity: "warning" | "high" | "critical";
            /**
             * Stage
             * @enum {string}
             */
            stage: "foreseen" | "warned" | "failed";
            /**
             * State
             * @enum {string}
             */
            state: "open" | "acked" | "assigned" | "mitigating" | "work_ordered" | "closed";
            /** Station Count */
            station_count: number;
            /** Stations */
            stations: string[];
            /** Title */
            title: string;
            topic: components["schemas"]["Topic"];
            /** Urgency */
            urgency: ("now" | "today" | "week") | null;
            /** Work Order */
            work_order: string;
        };
        /**
         * AlarmPageOut
         * @description One page.
         */
        AlarmPageOut: {
            /** Items */
            items: components["schemas"]["AlarmOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AlarmTimelineOut
         * @description One page, oldest first.
         */
        AlarmTimelineOut: {
            /** Items */
            items: components["schemas"]["AlarmEntryOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AlternativeOut
         * @description The cheaper neighbour.
         */
        AlternativeOut: {
            /** Distance Km */
            distance_km: number;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Per Kwh */
            per_kwh: string;
        };
        /**
         * ApiKeyIn
         * @description An API key to make; without an end it is good until it is revoked.
         */
        ApiKeyIn: {
            /** Expires At */
            expires_at?: string | null;
            /** Name */
            name: string;
            role: components["schemas"]["UserRole"];
        };
        /**
         * ApiKeyOut
         * @description An API key; `hint` is how its token begins.
         */
        ApiKeyOut: {
            /** Created At */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Expires At */
            expires_at: string | null;
            /** Hint */
            hint: string;
            /** Id */
            id: number;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Revoked At */
            revoked_at: string | null;
            role: components["schemas"]["UserRole"];
        };
        /**
         * ApiKeyPage
         * @description A page of API keys.
         */
        ApiKeyPage: {
            /** Items */
            items: components["schemas"]["ApiKeyOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AreaLimitOut
         * @description The grid area of a station.
         */
        AreaLimitOut: {
            /** Id */
            id: string;
            limit: components["schemas"]["LimitNowOut"];
            /** Name */
            name: string;
        };
        /**
         * AssignIn
         * @description Who takes care of it; empty = nobody any more.
         */
        AssignIn: {
            /** To */
            to: string;
        };
        /**
         * AssignmentIn
         * @description Which tariff holds here; null = none of its own any more.
         */
        AssignmentIn: {
            /** From At */
            from_at?: string | null;
            /** Tariff Id */
            tariff_id: string | null;
        };
        /**
         * AssignmentOut
         * @description Where a tariff holds from an instant on.
         */
        AssignmentOut: {
            /** From At */
            from_at: string;
            /** Object Id */
            object_id: string;
            /**
             * Scope
             * @enum {string}
             */
            scope: "default" | "station" | "charge_point";
            /** Tariff Id */
            tariff_id: string | null;
        };
        /**
         * AssignmentPage
         * @description A page of assignments.
         */
        AssignmentPage: {
            /** Items */
            items: components["schemas"]["AssignmentRowOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AssignmentRowOut
         * @description As listed.
         */
        AssignmentRowOut: {
            /** From At */
            from_at: string;
            /** Id */
            id: number;
            /** Object Id */
            object_id: string;
            /**
             * Scope
             * @enum {string}
             */
            scope: "default" | "station" | "charge_point";
            /** Tariff Id */
            tariff_id: string | null;
        };
        /**
         * AssignWorkIn
         * @description Who is to do it; empty = nobody, planning decides again.
         */
        AssignWorkIn: {
            /**
             * Reason
             * @default
             */
            reason: string;
            /** Technician */
            technician: string;
        };
        /**
         * AuditEvent
         * @description Event `audit.appended`.
         */
        AuditEvent: {
            /** Act */
            act: string;
            /** Actor */
            actor: string;
            /** Actor Kind */
            actor_kind: string;
            /** After */
            after: unknown;
            /** At */
            at: string;
            /** Before */
            before: unknown;
            /** Id */
            id: number;
            /** Object Id */
            object_id: string;
            /** Object Type */
            object_type: string;
            /** Reason */
            reason: string;
            /** Request Id */
            request_id: string;
        };
        /**
         * AuditOut
         * @description An act.
         */
        AuditOut: {
            /** Act */
            act: string;
            /** Actor */
            actor: string;
            /** Actor Kind */
            actor_kind: string;
            /** After */
            after: unknown;
            /** At */
            at: string;
            /** Before */
            before: unknown;
            /** Id */
            id: number;
            /** Object Id */
            object_id: string;
            /** Object Type */
            object_type: string;
            /** Reason */
            reason: string;
            /** Request Id */
            request_id: string;
        };
        /**
         * AuditPage
         * @description A page of acts.
         */
        AuditPage: {
            /** Items */
            items: components["schemas"]["AuditOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * BandOut
         * @description Where a level begins and ends.
         */
        BandOut: {
            /** Clear */
            clear: number;
            /** Enter */
            enter: number;
        };
        /**
         * BusyHourOut
         * @description One hour of the week.
         */
        BusyHourOut: {
            /** Arrivals Per H */
            arrivals_per_h: number | null;
            /** Hour */
            hour: number;
            /** Utilisation */
            utilisation: number | null;
        };
        /**
         * BusyHoursOut
         * @description How busy a station is by hour of the week, over the last weeks.
         */
        BusyHoursOut: {
            /** Hours */
            hours: components["schemas"]["BusyHourOut"][];
            /** Station Id */
            station_id: string;
            /** Time Zone */
            time_zone: string;
            /** Weeks */
            weeks: number;
        };
        /**
         * CallList
         * @description All of them.
         */
        CallList: {
            /** Items */
            items: components["schemas"]["CallOut"][];
        };
        /**
         * CallOut
         * @description A call of OCPP 1.6 that may go to a charger.
         */
        CallOut: {
            /** Action */
            action: string;
            /** Payload Schema */
            payload_schema: {
                [key: string]: unknown;
            };
        };
        /**
         * ProfileIn
         * @description A profile for a connector; 0 = the whole charger.
         */
        central__api__routes__charging_profiles__ProfileIn: {
            /** Connector Id */
            connector_id: number;
            profile: components["schemas"]["ChargingProfileIn"];
        };
        /**
         * ProfileIn
         * @description The least security profile that a charger may connect with.
         */
        central__api__routes__security__ProfileIn: {
            /** Security Profile */
            security_profile: number;
        };
        /**
         * Kind
         * @description What a frame is.
         * @enum {string}
         */
        central__core__message_log__Kind: "call" | "result" | "error" | "other";
        /**
         * Kind
         * @description What happened.
         * @enum {string}
         */
        central__core__notices__Kind: "alarm_opened" | "alarm_worse" | "alarm_assigned" | "alarm_unanswered" | "order_assigned" | "order_taken_back" | "order_not_accepted" | "order_declined" | "order_cancelled" | "order_reopened" | "digest" | "test";
        /**
         * CertificateList
         * @description A page of a charger's certificates.
         */
        CertificateList: {
            /** Items */
            items: components["schemas"]["CertificateOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CertificateOut
         * @description A client certificate that central's authority signed.
         */
        CertificateOut: {
            /** Created At */
            created_at: string;
            /** Not After */
            not_after: string;
            /** Serial */
            serial: string;
            /**
             * State
             * @enum {string}
             */
            state: "issued" | "accepted" | "rejected" | "error" | "timeout" | "offline";
            /** Subject */
            subject: string;
        };
        /**
         * ChannelIn
         * @description A way to a person; MQTT has no address.
         */
        ChannelIn: {
            kind: components["schemas"]["ChannelKind"];
            /**
             * Secret Url
             * @default
             */
            secret_url: string;
        };
        /**
         * ChannelKind
         * @description How a message goes out.
         * @enum {string}
         */
        ChannelKind: "apprise" | "webhook" | "mqtt";
        /**
         * ChannelList
         * @description All of them, by id.
         */
        ChannelList: {
            /** Items */
            items: components["schemas"]["ChannelOut"][];
        };
        /**
         * ChannelOut
         * @description A way to a person; `shown` is its address without secrets.
         */
        ChannelOut: {
            /** Created At */
            created_at: string;
            /** Id */
            id: number;
            kind: components["schemas"]["ChannelKind"];
            /** Person */
            person: string;
            /** Shown */
            shown: string;
        };
        /**
         * ChargerDetailOut
         * @description A charger with its connectors and the reasons of its risk.
         */
        ChargerDetailOut: {
            /** Connected */
            connected: boolean;
            /** Connectors */
            connectors: components["schemas"]["ConnectorOut"][];
            /** Contributions */
            contributions: components["schemas"]["ContributionOut"][];
            /** Firmware Version */
            firmware_version: string;
            /** Id */
            id: string;
            /** Last Seen At */
            last_seen_at: string | null;
            /** Model */
            model: string;
            /** Power Limit W */
            power_limit_w: number | null;
            /** Power W */
            power_w: number | null;
            /** Price Per Kwh */
            price_per_kwh: string | null;
            /** Registration */
            registration: string;
            risk: components["schemas"]["RiskOut"] | null;
            /** Stale Inputs */
            stale_inputs: string[];
            /** Station Id */
            station_id: string;
            /** Temperature C */
            temperature_c: number | null;
            /** Temperature Forecast */
            temperature_forecast: components["schemas"]["TemperatureOutlookOut"][];
            /** Vendor */
            vendor: string;
        };
        /**
         * ChargerEvidenceOut
         * @description One charger: what it is and reported; readings and messages before the order was opened.
         */
        ChargerEvidenceOut: {
            /** Charge Point */
            charge_point: string;
            /** Faults */
            faults: {
                [key: string]: unknown;
            }[];
            /** Firmware Version */
            firmware_version: string;
            /** Messages */
            messages: {
                [key: string]: unknown;
            }[];
            /** Model */
            model: string;
            /** Readings */
            readings: {
                [key: string]: unknown;
            }[];
            /** Serial Number */
            serial_number: string;
            /** Vendor */
            vendor: string;
        };
        /**
         * ChargerOut
         * @description A charger.
         */
        ChargerOut: {
            /** Connected */
            connected: boolean;
            /** Firmware Version */
            firmware_version: string;
            /** Id */
            id: string;
            /** Last Seen At */
            last_seen_at: string | null;
            /** Model */
            model: string;
            /** Power Limit W */
            power_limit_w: number | null;
            /** Power W */
            power_w: number | null;
            /** Price Per Kwh */
            price_per_kwh: string | null;
            /** Registration */
            registration: string;
            risk: components["schemas"]["RiskOut"] | null;
            /** Station Id */
            station_id: string;
            /** Temperature C */
            temperature_c: number | null;
            /** Vendor */
            vendor: string;
        };
        /**
         * ChargerPage
         * @description A page of chargers.
         */
        ChargerPage: {
            /** Items */
            items: components["schemas"]["ChargerOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ChargerPlanBody
         * @description What an operator says of one charger in load sharing.
         */
        ChargerPlanBody: {
            /** Guaranteed W */
            guaranteed_w?: number | null;
            /** Minimum W */
            minimum_w?: number | null;
            /**
             * Phases
             * @default 3
             * @enum {integer}
             */
            phases: 1 | 3;
            /**
             * Rotation
             * @default RST
             * @enum {string}
             */
            rotation: "RST" | "RTS" | "SRT" | "STR" | "TRS" | "TSR";
            /**
             * Weight
             * @default 1
             */
            weight: number;
        };
        /**
         * ChargerRepeatsOut
         * @description Faults of a charger within 30 days, the most frequent topic first.
         */
        ChargerRepeatsOut: {
            /** Charge Point */
            charge_point: string;
            /** Items */
            items: components["schemas"]["RepeatFaultOut"][];
        };
        /**
         * ChargerSettings
         * @description What an operator says of a charger.
         */
        ChargerSettings: {
            /** Connector Power W */
            connector_power_w?: number | null;
            /**
             * Connector Types
             * @default []
             */
            connector_types: string[];
            /**
             * Current Type
             * @default
             * @enum {string}
             */
            current_type: "" | "AC" | "DC";
            /** Rated Power W */
            rated_power_w?: number | null;
            /** Station Id */
            station_id: string;
        };
        /**
         * ChargingProfileIn
         * @description csChargingProfiles as OCPP 1.6 has it (7.8), in its own names.
         */
        ChargingProfileIn: {
            /** Chargingprofileid */
            chargingProfileId: number;
            /**
             * Chargingprofilekind
             * @enum {string}
             */
            chargingProfileKind: "Absolute" | "Recurring" | "Relative";
            /**
             * Chargingprofilepurpose
             * @enum {string}
             */
            chargingProfilePurpose: "ChargePointMaxProfile" | "TxDefaultProfile" | "TxProfile";
            chargingSchedule: components["schemas"]["ScheduleIn"];
            /** Recurrencykind */
            recurrencyKind?: ("Daily" | "Weekly") | null;
            /** Stacklevel */
            stackLevel: number;
            /** Transactionid */
            transactionId?: number | null;
            /** Validfrom */
            validFrom?: string | null;
            /** Validto */
            validTo?: string | null;
        };
        /**
         * ChatIn
         * @description What somebody asks.
         */
        ChatIn: {
            /** Text */
            text: string;
        };
        /**
         * ChatOut
         * @description An answer; without records it is that nothing is known.
         */
        ChatOut: {
            /** Chosen By */
            chosen_by: string;
            day: components["schemas"]["Day"] | null;
            question: components["schemas"]["Question"] | null;
            /** Records */
            records: components["schemas"]["ChatRecordOut"][];
            /** Station Id */
            station_id: string | null;
            /** Text */
            text: string;
        };
        /**
         * ChatQuestionList
         * @description All of them.
         */
        ChatQuestionList: {
            /** Items */
            items: components["schemas"]["ChatQuestionOut"][];
        };
        /**
         * ChatQuestionOut
         * @description A question that can be asked, in whatever words.
         */
        ChatQuestionOut: {
            /** Example */
            example: string;
            question: components["schemas"]["Question"];
            /** Tells */
            tells: string;
        };
        /**
         * ChatRecordOut
         * @description A record that the answer stands on; its place in the list is its number in the text.
         */
        ChatRecordOut: {
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "station" | "alarm" | "work_order" | "technician" | "price" | "port";
            /** Link */
            link: string;
            /** Text */
            text: string;
        };
        /**
         * ClockOut
         * @description Simulated seconds a real second, and simulated now.
         */
        ClockOut: {
            /** Factor */
            factor: number;
            /** Now */
            now: string;
        };
        /**
         * CloseIn
         * @description Why it is done with, and what it was: a label for the next training.
         */
        CloseIn: {
            /** Found Cause */
            found_cause?: ("thermal" | "fan" | "contactor" | "communication" | "ground" | "over_current" | "meter" | "reader" | "supply" | "maintenance" | "none") | null;
            /** Reason */
            reason: string;
        };
        /**
         * CommandAnswerOut
         * @description What became of a call.
         */
        CommandAnswerOut: {
            /** Command Id */
            command_id: string;
            /** Outcome */
            outcome: string;
            /** Payload */
            payload: {
                [key: string]: unknown;
            };
        };
        /**
         * CommandTicketOut
         * @description A call under way.
         */
        CommandTicketOut: {
            /** Command Id */
            command_id: string;
            /** Task */
            task: string;
        };
        /**
         * ConfigOut
         * @description What pages need to know before anything else.
         */
        ConfigOut: {
            clock: components["schemas"]["ClockOut"];
            /** Currency */
            currency: string;
            heal: components["schemas"]["HealConfigOut"];
            risk_levels: components["schemas"]["LevelsOut"];
            simulator: components["schemas"]["EnabledOut"];
            /** Version */
            version: string;
        };
        /**
         * ConfigurationOut
         * @description What is known of a charger's configuration; nothing before it was read once.
         */
        ConfigurationOut: {
            /** Charge Point */
            charge_point: string;
            /** Keys */
            keys: components["schemas"]["KeyOut"][];
        };
        /**
         * ConnectorList
         * @description A page of connectors.
         */
        ConnectorList: {
            /** Items */
            items: components["schemas"]["PlacedConnectorOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ConnectorOut
         * @description A connector.
         */
        ConnectorOut: {
            /** Error Code */
            error_code: string;
            /** Id */
            id: number;
            /** Power W */
            power_w: number | null;
            /** Since */
            since: string | null;
            /** Soc Pct */
            soc_pct: number | null;
            /** Status */
            status: string;
            /** Type */
            type: string;
        };
        /**
         * ContributionOut
         * @description A feature's share in a risk.
         */
        ContributionOut: {
            /** Feature */
            feature: string;
            /** Points */
            points: number;
            /** Value */
            value: number | null;
        };
        /**
         * CorrectIn
         * @description The energy was another, and perhaps the end.
         */
        CorrectIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            act: "correct";
            /** Energy Wh */
            energy_wh: number;
            /** Reason */
            reason: string;
            /** Stopped At */
            stopped_at?: string | null;
        };
        /**
         * Day
         * @description Until when something is due; what is overdue counts, too.
         * @enum {string}
         */
        Day: "today" | "tomorrow" | "week" | "any";
        /**
         * DecidedOut
         * @description A heal as the loop changed it.
         */
        DecidedOut: {
            /** At */
            at: string;
            /** Reason */
            reason: string;
            /** State */
            state: string;
            /** Station Id */
            station_id: string;
            /** Target Station Id */
            target_station_id: string | null;
        };
        /**
         * DeclineIn
         * @description Why not.
         */
        DeclineIn: {
            /** Happened At */
            happened_at?: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * DefaultOut
         * @description What each session of a charger has in any case, as far as the charger accepted it.
         */
        DefaultOut: {
            /** Charge Point Id */
            charge_point_id: string;
            /** Refused At */
            refused_at: string | null;
            /** Unit */
            unit: string | null;
            /** Value */
            value: number | null;
        };
        /**
         * DiagnosticsIn
         * @description Which diagnostics a charger shall upload to us.
         */
        DiagnosticsIn: {
            /** From At */
            from_at?: string | null;
            /** Retries */
            retries?: number | null;
            /** Retry Interval S */
            retry_interval_s?: number | null;
            /** Until At */
            until_at?: string | null;
        };
        /**
         * Direction
         * @description Who sent a frame.
         * @enum {string}
         */
        Direction: "in" | "out";
        /**
         * DoorOut
         * @description What a person sets in a new charger.
         */
        DoorOut: {
            /** Registration */
            registration: string;
            /** Tls Url */
            tls_url: string | null;
            /** Url */
            url: string;
        };
        /**
         * DriftOut
         * @description How far live features have moved from the rows that a model was made from.
         */
        DriftOut: {
            /** Features */
            features: components["schemas"]["FeatureDriftOut"][];
            /** Has Reference */
            has_reference: boolean;
            /** Model */
            model: string;
            /** Vectors */
            vectors: number;
        };
        /**
         * EdgeModelOut
         * @description An edge and its model.
         */
        EdgeModelOut: {
            /** At */
            at: string | null;
            /** Detail */
            detail: string;
            /** Id */
            id: string;
            /** Model */
            model: string;
            /** Online */
            online: boolean;
            /** Step */
            step: string | null;
            /** Wanted */
            wanted: string | null;
        };
        /**
         * EnabledOut
         * @description Whether something is there.
         */
        EnabledOut: {
            /** Enabled */
            enabled: boolean;
        };
        /**
         * EvidenceOut
         * @description A sign that speaks for a cause; `weight` in log-odds.
         */
        EvidenceOut: {
            /** Sign */
            sign: string;
            /** Text */
            text: string;
            /** Weight */
            weight: number;
        };
        /**
         * ExclusionCause
         * @description What the operator could not prevent (23 CFR 680.116(b)(3)).
         * @enum {string}
         */
        ExclusionCause: "utility" | "vehicle" | "maintenance" | "vandalism" | "natural_disaster" | "closed";
        /**
         * ExclusionIn
         * @description A span that the operator could not prevent, with evidence.
         */
        ExclusionIn: {
            cause: components["schemas"]["ExclusionCause"];
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id?: number | null;
            /**
             * End At
             * Format: date-time
             */
            end_at: string;
            /** Evidence */
            evidence: string;
            /**
             * Start At
             * Format: date-time
             */
            start_at: string;
        };
        /**
         * ExclusionOut
         * @description An exclusion; a withdrawn one counts no more.
         */
        ExclusionOut: {
            /** Actor */
            actor: string;
            cause: components["schemas"]["ExclusionCause"];
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number | null;
            /** Created At */
            created_at: string;
            /** End At */
            end_at: string;
            /** Evidence */
            evidence: string;
            /** Id */
            id: number;
            /** Start At */
            start_at: string;
            /** Withdrawn At */
            withdrawn_at: string | null;
            /** Withdrawn By */
            withdrawn_by: string | null;
        };
        /**
         * ExclusionPage
         * @description A page of exclusions.
         */
        ExclusionPage: {
            /** Items */
            items: components["schemas"]["ExclusionOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ExplanationOut
         * @description What a language model made of the same facts: its words, its order, the signs it names.
         */
        ExplanationOut: {
            /** At */
            at: string;
            /** Causes */
            causes: string[];
            /** Cites */
            cites: string[];
            /** Model */
            model: string;
            /** Summary */
            summary: string;
        };
        /**
         * FailedAttemptList
         * @description Attempts that failed, newest first.
         */
        FailedAttemptList: {
            /** Items */
            items: components["schemas"]["FailedAttemptOut"][];
        };
        /**
         * FailedAttemptOut
         * @description One attempt that failed, and why.
         */
        FailedAttemptOut: {
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number | null;
            /** Detail */
            detail: string;
            /** End At */
            end_at: string;
            /** Reason */
            reason: string;
            /** Start At */
            start_at: string;
        };
        /**
         * FailureOut
         * @description Why attempts failed.
         */
        FailureOut: {
            /** Count */
            count: number;
            /** Detail */
            detail: string;
            /**
             * Reason
             * @enum {string}
             */
            reason: "authorisation_refused" | "no_authorisation" | "no_start" | "charger_fault" | "no_energy" | "early_stop";
        };
        /**
         * FeatureDriftOut
         * @description How far one feature has moved.
         */
        FeatureDriftOut: {
            /** Feature */
            feature: string;
            /**
             * Level
             * @enum {string}
             */
            level: "stable" | "moved" | "drifted" | "calendar";
            /** Missing Ratio */
            missing_ratio: number;
            /** Psi */
            psi: number;
            /** Reference Missing Ratio */
            reference_missing_ratio: number;
        };
        /**
         * FeedbackIn
         * @description The cause of a fault as somebody found it; none = there was no fault.
         */
        FeedbackIn: {
            /**
             * Cause
             * @enum {string}
             */
            cause: "thermal" | "fan" | "contactor" | "communication" | "ground" | "over_current" | "meter" | "reader" | "supply" | "maintenance" | "none";
            /** Charger */
            charger: string;
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Onset
             * Format: date-time
             */
            onset: string;
        };
        /**
         * FeedbackOut
         * @description A confirmed cause.
         */
        FeedbackOut: {
            /** Actor */
            actor: string;
            /** Cause */
            cause: string;
            /** Charger */
            charger: string;
            /** Created At */
            created_at: string;
            /** Id */
            id: number;
            /** Note */
            note: string;
            /** Onset */
            onset: string;
        };
        /**
         * FeedbackPage
         * @description A page of them.
         */
        FeedbackPage: {
            /** Items */
            items: components["schemas"]["FeedbackOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * FieldProblem
         * @description One wrong input.
         */
        FieldProblem: {
            /** Allowed */
            allowed: string;
            /** Field */
            field: string;
            /** Value */
            value: string | null;
        };
        /**
         * FinishIn
         * @description What was found and done.
         */
        FinishIn: {
            /**
             * Found Cause
             * @enum {string}
             */
            found_cause: "thermal" | "fan" | "contactor" | "communication" | "ground" | "over_current" | "meter" | "reader" | "supply" | "maintenance" | "none";
            /** Happened At */
            happened_at?: string | null;
            /** Parts Used */
            parts_used?: components["schemas"]["PartIn"][];
            /** Test Charge Ok */
            test_charge_ok?: boolean | null;
            /**
             * Text
             * @default
             */
            text: string;
        };
        /**
         * FirmwareIn
         * @description Which firmware a charger shall fetch; signed where there is a certificate and signature.
         */
        FirmwareIn: {
            /** Install At */
            install_at?: string | null;
            /** Location */
            location: string;
            /** Retries */
            retries?: number | null;
            /**
             * Retrieve At
             * Format: date-time
             */
            retrieve_at: string;
            /** Retry Interval S */
            retry_interval_s?: number | null;
            /** Signature */
            signature?: string | null;
            /** Signing Certificate */
            signing_certificate?: string | null;
        };
        /**
         * FirmwareViolationOut
         * @description So many of one kind, by all chargers of a make with one firmware.
         */
        FirmwareViolationOut: {
            /** Chargers */
            chargers: number;
            /** Count */
            count: number;
            /** Firmware Version */
            firmware_version: string;
            /** Kind */
            kind: string;
            /** Last At */
            last_at: string;
            /** Model */
            model: string;
            /** Vendor */
            vendor: string;
        };
        /**
         * FirmwareViolationPage
         * @description One page.
         */
        FirmwareViolationPage: {
            /** Items */
            items: components["schemas"]["FirmwareViolationOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * GridAreaBody
         * @description A part of the grid that several stations hang on.
         */
        GridAreaBody: {
            /** Hours */
            hours?: components["schemas"]["LimitHoursBody"][];
            /** Limit W */
            limit_w?: number | null;
            /** Name */
            name: string;
            /** Safe Limit W */
            safe_limit_w?: number | null;
            /**
             * Time Zone
             * @default UTC
             */
            time_zone: string;
        };
        /**
         * GridAreaList
         * @description All grid areas.
         */
        GridAreaList: {
            /** Items */
            items: components["schemas"]["GridAreaOut"][];
        };
        /**
         * GridAreaOut
         * @description One grid area with the limit in force.
         */
        GridAreaOut: {
            /** Hours */
            hours?: components["schemas"]["LimitHoursBody"][];
            /** Id */
            id: string;
            limit: components["schemas"]["LimitNowOut"];
            /** Limit W */
            limit_w?: number | null;
            /** Name */
            name: string;
            /** Safe Limit W */
            safe_limit_w?: number | null;
            /**
             * Time Zone
             * @default UTC
             */
            time_zone: string;
        };
        /**
         * HealConfigOut
         * @description Switches and factors of the loop.
         */
        HealConfigOut: {
            /** Discount Factor */
            discount_factor: number;
            mode: components["schemas"]["Mode"];
            /** Regions */
            regions: {
                [key: string]: components["schemas"]["Mode"];
            };
            /** Stopped */
            stopped: boolean;
            /** Surge Factor */
            surge_factor: number;
            /** Use Power */
            use_power: boolean;
            /** Use Price */
            use_price: boolean;
        };
        /**
         * HealEvent
         * @description Event `heal.updated`.
         */
        HealEvent: {
            /** End Reason */
            end_reason: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Expires At */
            expires_at: string;
            /** Id */
            id: number;
            /** Is Dispatch */
            is_dispatch: boolean;
            /** Opened At */
            opened_at: string;
            /** Power Ratio */
            power_ratio: number;
            /** Reasons */
            reasons: string[];
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "active" | "releasing" | "ended";
            /** Station Id */
            station_id: string;
            /** Stressed */
            stressed: string[];
            /** Target Station Id */
            target_station_id: string | null;
        };
        /**
         * HealOut
         * @description A heal.
         */
        HealOut: {
            /** End Reason */
            end_reason: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Expires At */
            expires_at: string;
            /** Id */
            id: number;
            /** Is Dispatch */
            is_dispatch: boolean;
            /** Opened At */
            opened_at: string;
            /** Power Ratio */
            power_ratio: number;
            /** Reasons */
            reasons: string[];
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "active" | "releasing" | "ended";
            /** Station Id */
            station_id: string;
            /** Stressed */
            stressed: string[];
            /** Target Station Id */
            target_station_id: string | null;
        };
        /**
         * HealPage
         * @description A page of heals.
         */
        HealPage: {
            /** Items */
            items: components["schemas"]["HealOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * HealthOut
         * @description How central is.
         */
        HealthOut: {
            /** Chargers */
            chargers: number;
            /** Chargers Connected */
            chargers_connected: number;
            /** Chargers Pending */
            chargers_pending: number;
            /** Chargers Scored */
            chargers_scored: number;
            /** Counters */
            counters: {
                [key: string]: number;
            };
            /** Edges Online */
            edges_online: number;
            /** Mqtt */
            mqtt: boolean;
            /** Now */
            now: string;
            /** Status */
            status: string;
        };
        /**
         * HeartbeatEvent
         * @description Event `hb`: simulated now, at least every 15 s (real).
         */
        HeartbeatEvent: {
            /** Now */
            now: string;
        };
        /**
         * HeldProfileOut
         * @description A profile that the charger accepted.
         */
        HeldProfileOut: {
            /** Accepted At */
            accepted_at: string;
            /** Connector Id */
            connector_id: number;
            /** Profile */
            profile: {
                [key: string]: unknown;
            };
        };
        /**
         * HeldProfilesOut
         * @description Profiles of a charger, in the order in which it accepted them.
         */
        HeldProfilesOut: {
            /** Charge Point */
            charge_point: string;
            /** Items */
            items: components["schemas"]["HeldProfileOut"][];
        };
        /**
         * IdleBody
         * @description For a car that is full and stays: money per hour after a grace, at most a maximum.
         */
        IdleBody: {
            /**
             * Grace Min
             * @default 0
             */
            grace_min: number;
            /** Maximum */
            maximum?: string | null;
            /**
             * Per Hour
             * @example 0.350
             */
            per_hour: string;
        };
        /**
         * IdTagIn
         * @description What an operator says of a tag.
         */
        IdTagIn: {
            /** Expires At */
            expires_at?: string | null;
            /** Parent Id Tag */
            parent_id_tag?: string | null;
            /**
             * Status
             * @default Accepted
             * @enum {string}
             */
            status: "Accepted" | "Blocked" | "Expired" | "Invalid";
        };
        /**
         * IdTagOut
         * @description A tag.
         */
        IdTagOut: {
            /** Expires At */
            expires_at: string | null;
            /** Id Tag */
            id_tag: string;
            /** Parent Id Tag */
            parent_id_tag: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "Accepted" | "Blocked" | "Expired" | "Invalid";
        };
        /**
         * IdTagPage
         * @description A page of tags.
         */
        IdTagPage: {
            /** Items */
            items: components["schemas"]["IdTagOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * JobOfCauseOut
         * @description What a cause takes; null = all other causes. Of `parts` the first that fits counts.
         */
        JobOfCauseOut: {
            /** Cause */
            cause: string | null;
            /** Is Sent For */
            is_sent_for: boolean;
            /** Minutes */
            minutes: number;
            /** Parts */
            parts: components["schemas"]["PartsForOut"][];
            /** Safety */
            safety: string[];
            /** Skills */
            skills: string[];
            /** Title */
            title: string;
        };
        /**
         * JobOut
         * @description A job.
         */
        JobOut: {
            /** Answer */
            answer: string;
            /** Charge Point */
            charge_point: string;
            /** Created At */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            /** File Name */
            file_name: string | null;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "diagnostics" | "log" | "firmware" | "signed_firmware";
            /** Size Bytes */
            size_bytes: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "asked" | "running" | "done" | "failed" | "refused";
            /** Statuses */
            statuses: components["schemas"]["JobStatusOut"][];
        };
        /**
         * JobPage
         * @description A page of jobs.
         */
        JobPage: {
            /** Items */
            items: components["schemas"]["JobOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * JobStatusOut
         * @description What the charger reported, and when we heard of it.
         */
        JobStatusOut: {
            /** At */
            at: string;
            /** Status */
            status: string;
        };
        /**
         * KeyOut
         * @description A configuration key as the charger told or took it last.
         */
        KeyOut: {
            /** At */
            at: string;
            /** Key */
            key: string;
            /** Needs Reboot */
            needs_reboot: boolean;
            /** Readonly */
            readonly: boolean | null;
            /** Value */
            value: string | null;
        };
        /**
         * LeftOut
         * @description A job that nobody gets now.
         */
        LeftOut: {
            /** Order Id */
            order_id: number;
            /** Reason */
            reason: string;
        };
        /**
         * LevelsOut
         * @description Risk levels above low.
         */
        LevelsOut: {
            critical: components["schemas"]["BandOut"];
            high: components["schemas"]["BandOut"];
            watch: components["schemas"]["BandOut"];
        };
        /**
         * LimitHoursBody
         * @description A lower limit in some hours of a week, local time; over midnight where `end` <= `start`.
         */
        LimitHoursBody: {
            /** Days */
            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** End */
            end: string;
            /** Limit W */
            limit_w: number;
            /** Start */
            start: string;
        };
        /**
         * LimitNowOut
         * @description A limit in force; null = none.
         */
        LimitNowOut: {
            /** Phase A */
            phase_a: number | null;
            /** Power W */
            power_w: number | null;
            /** Reason */
            reason: string;
        };
        /**
         * LineOut
         * @description A line of a receipt; `unit` is kWh, h or empty.
         */
        LineOut: {
            /** Amount */
            amount: string;
            /** End At */
            end_at: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "energy" | "time" | "flat" | "idle" | "minimum" | "maximum" | "rounding";
            /** Quantity */
            quantity: string | null;
            /** Start At */
            start_at: string | null;
            /** Unit */
            unit: string;
            /** Unit Price */
            unit_price: string | null;
        };
        /**
         * LocalListIn
         * @description Which tags a charger shall know by itself; null = all.
         */
        LocalListIn: {
            /** Id Tags */
            id_tags?: string[] | null;
        };
        /**
         * LocalListOut
         * @description What a charger accepted as its local list.
         */
        LocalListOut: {
            /** Charge Point */
            charge_point: string;
            /** Entries */
            entries: number;
            /** Version */
            version: number;
        };
        /**
         * LogIn
         * @description Which log a charger shall upload to us (security white paper).
         */
        LogIn: {
            /** From At */
            from_at?: string | null;
            /**
             * Log
             * @default SecurityLog
             * @enum {string}
             */
            log: "SecurityLog" | "DiagnosticsLog";
            /** Retries */
            retries?: number | null;
            /** Retry Interval S */
            retry_interval_s?: number | null;
            /** Until At */
            until_at?: string | null;
        };
        /**
         * LoginIn
         * @description Name and password; blanks count.
         */
        LoginIn: {
            /** Password */
            password: string;
            /** Username */
            username: string;
        };
        /**
         * LoginOut
         * @description A new session; its token is in the cookie.
         */
        LoginOut: {
            user: components["schemas"]["UserOut"];
        };
        /**
         * MeOut
         * @description Who asks, and what the role may do.
         */
        MeOut: {
            /** Can */
            can: string[];
            /** Name */
            name: string;
            /** Role */
            role: string;
        };
        /**
         * MessageOut
         * @description A frame that passed; `payload` is a text where it was cut or no OCPP message.
         */
        MessageOut: {
            /** Action */
            action: string;
            /** At */
            at: string;
            /** Charge Point */
            charge_point: string;
            direction: components["schemas"]["Direction"];
            /** Id */
            id: number;
            kind: components["schemas"]["central__core__message_log__Kind"];
            /** Message Id */
            message_id: string;
            /** Payload */
            payload: unknown;
            /** Size Bytes */
            size_bytes: number;
        };
        /**
         * MessagePage
         * @description A page of the log.
         */
        MessagePage: {
            /** Items */
            items: components["schemas"]["MessageOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MeterValueList
         * @description A page of readings.
         */
        MeterValueList: {
            /** Items */
            items: components["schemas"]["MeterValueOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MeterValueOut
         * @description A reading as the charger sent it: `sampled` is its sampledValue list (OCPP 1.6, 7.33).
         */
        MeterValueOut: {
            /** At */
            at: string;
            /** Connector Id */
            connector_id: number;
            /** Id */
            id: number;
            /** Received At */
            received_at: string;
            /** Sampled */
            sampled: unknown[];
        };
        /**
         * Mode
         * @description How far the loop may go by itself.
         * @enum {string}
         */
        Mode: "off" | "propose" | "autopilot";
        /**
         * ModelDetailOut
         * @description A bundle with what it says of itself.
         */
        ModelDetailOut: {
            /** Card */
            card: string;
            /** Edges */
            edges: number;
            /** Feature Set */
            feature_set: string;
            /** Figures */
            figures: {
                [key: string]: unknown;
            } | null;
            /** Id */
            id: string;
            /** Manifest */
            manifest: {
                [key: string]: unknown;
            };
            /** Sha256 */
            sha256: string;
            /** Signer */
            signer: string;
            /** Size Bytes */
            size_bytes: number;
            /**
             * State
             * @enum {string}
             */
            state: "registered" | "candidate" | "stable";
            /** Uploaded At */
            uploaded_at: string | null;
            /** Uploaded By */
            uploaded_by: string;
        };
        /**
         * ModelOut
         * @description A bundle in the registry.
         */
        ModelOut: {
            /** Edges */
            edges: number;
            /** Feature Set */
            feature_set: string;
            /** Id */
            id: string;
            /** Sha256 */
            sha256: string;
            /** Signer */
            signer: string;
            /** Size Bytes */
            size_bytes: number;
            /**
             * State
             * @enum {string}
             */
            state: "registered" | "candidate" | "stable";
            /** Uploaded At */
            uploaded_at: string | null;
            /** Uploaded By */
            uploaded_by: string;
        };
        /**
         * ModelPage
         * @description A page of bundles, newest first; at last the one that edges come with.
         */
        ModelPage: {
            /** Items */
            items: components["schemas"]["ModelOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MonthOut
         * @description A calendar month (UTC) of a port.
         */
        MonthOut: {
            /** Excluded Min */
            excluded_min: number;
            /** Month */
            month: string;
            /** Outage Min */
            outage_min: number;
        };
        /**
         * NetworkMetricsOut
         * @description Figures of the whole network.
         */
        NetworkMetricsOut: {
            /** Load Kw */
            load_kw: number;
            /** Longest Wait Min */
            longest_wait_min: number | null;
            ports: components["schemas"]["PortsOut"];
            /** Rated Kw */
            rated_kw: number;
            /** Revenue At Risk Per H */
            revenue_at_risk_per_h: {
                [key: string]: string;
            };
            /** Risk Levels */
            risk_levels: {
                [key: string]: number;
            };
            /** Stations */
            stations: {
                [key: string]: number;
            };
            /** Utilisation */
            utilisation: number | null;
            /** Waiting Stations */
            waiting_stations: number;
        };
        /**
         * NewApiKeyOut
         * @description A new API key with its token, which is shown this once.
         */
        NewApiKeyOut: {
            /** Created At */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Expires At */
            expires_at: string | null;
            /** Hint */
            hint: string;
            /** Id */
            id: number;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Revoked At */
            revoked_at: string | null;
            role: components["schemas"]["UserRole"];
            /** Token */
            token: string;
        };
        /**
         * NewChannelOut
         * @description A new channel; `secret` is what its webhooks are signed with, shown this once.
         */
        NewChannelOut: {
            /** Created At */
            created_at: string;
            /** Id */
            id: number;
            kind: components["schemas"]["ChannelKind"];
            /** Person */
            person: string;
            /** Secret */
            secret: string | null;
            /** Shown */
            shown: string;
        };
        /**
         * NextPriceOut
         * @description A price that follows, at the latest then.
         */
        NextPriceOut: {
            /** At */
            at: string;
            /** Per Kwh */
            per_kwh: string;
        };
        /**
         * NoteIn
         * @description A line for the timeline.
         */
        NoteIn: {
            /** Text */
            text: string;
        };
        /**
         * NotificationDetailOut
         * @description A message with all that was tried.
         */
        NotificationDetailOut: {
            /** Channel Id */
            channel_id: number;
            /** Count */
            count: number;
            /** Created At */
            created_at: string;
            /** Due At */
            due_at: string;
            /**
             * Family
             * @enum {string}
             */
            family: "alarm" | "order" | "digest" | "test";
            /** Id */
            id: number;
            /** Link */
            link: string;
            /** Log */
            log: components["schemas"]["TryOut"][];
            /** Next Try At */
            next_try_at: string | null;
            /** Person */
            person: string;
            /** Sent At */
            sent_at: string | null;
            /**
             * Severity
             * @enum {string}
             */
            severity: "warning" | "high" | "critical";
            state: components["schemas"]["SendState"];
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Tries */
            tries: number;
        };
        /**
         * NotificationOut
         * @description A message. `created_at` and `due_at` are simulated, the other instants real.
         */
        NotificationOut: {
            /** Channel Id */
            channel_id: number;
            /** Count */
            count: number;
            /** Created At */
            created_at: string;
            /** Due At */
            due_at: string;
            /**
             * Family
             * @enum {string}
             */
            family: "alarm" | "order" | "digest" | "test";
            /** Id */
            id: number;
            /** Link */
            link: string;
            /** Next Try At */
            next_try_at: string | null;
            /** Person */
            person: string;
            /** Sent At */
            sent_at: string | null;
            /**
             * Severity
             * @enum {string}
             */
            severity: "warning" | "high" | "critical";
            state: components["schemas"]["SendState"];
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Tries */
            tries: number;
        };
        /**
         * NotificationPageOut
         * @description One page, newest first.
         */
        NotificationPageOut: {
            /** Items */
            items: components["schemas"]["NotificationOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * OrderWorkIn
         * @description What is ordered: at which charger (default: all of the alarm), how soon (as the alarm is).
         */
        OrderWorkIn: {
            /** Charge Point */
            charge_point?: string | null;
            /**
             * Note
             * @default
             */
            note: string;
            urgency?: components["schemas"]["Urgency"] | null;
        };
        /**
         * OverrideOut
         * @description A price override.
         */
        OverrideOut: {
            /** Actor */
            actor: string;
            /** Actor Kind */
            actor_kind: string;
            /** Base Per Kwh */
            base_per_kwh: string;
            /** Currency */
            currency: string;
            /** Ended At */
            ended_at: string | null;
            /** Factor */
            factor: string;
            /** Heal Id */
            heal_id: number | null;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "surge" | "discount";
            /** Paired Station Id */
            paired_station_id: string | null;
            /** Price Per Kwh */
            price_per_kwh: string;
            /** Reasons */
            reasons: string[];
            /** Start At */
            start_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "active" | "ended";
            /** Station Id */
            station_id: string;
            /** Until At */
            until_at: string;
        };
        /**
         * OwnPasswordIn
         * @description One's own password, and the new one.
         */
        OwnPasswordIn: {
            /** Current */
            current: string;
            /** New */
            new: string;
        };
        /**
         * PartCountOut
         * @description So many of a part (`GET /work-catalogue`).
         */
        PartCountOut: {
            /** Part */
            part: string;
            /** Quantity */
            quantity: number;
        };
        /**
         * PartIn
         * @description So many of a part.
         */
        PartIn: {
            /** Part */
            part: string;
            /** Quantity */
            quantity: number;
        };
        /**
         * PartOut
         * @description Something that lies on a van.
         */
        PartOut: {
            /** Id */
            id: string;
            /** Title */
            title: string;
        };
        /**
         * PartsForOut
         * @description Parts for some chargers; `*` stands for any text.
         */
        PartsForOut: {
            /** Current */
            current: string;
            /** Model */
            model: string;
            /** Parts */
            parts: components["schemas"]["PartCountOut"][];
            /** Vendor */
            vendor: string;
        };
        /**
         * PasswordOut
         * @description What a charger said to its new password; the password itself is told to nobody.
         */
        PasswordOut: {
            /** Id */
            id: string;
            /** Outcome */
            outcome: string;
        };
        /**
         * PastAlarmOut
         * @description A closed alarm of the same topic, and in what it is like the one asked for.
         */
        PastAlarmOut: {
            alarm: components["schemas"]["AlarmOut"];
            /** Same Charger */
            same_charger: boolean;
            /** Same Model */
            same_model: boolean;
            /** Same Station */
            same_station: boolean;
        };
        /**
         * PastAlarmsOut
         * @description The likest first.
         */
        PastAlarmsOut: {
            /** Items */
            items: components["schemas"]["PastAlarmOut"][];
        };
        /**
         * PastStationList
         * @description All stations, by id.
         */
        PastStationList: {
            /** Items */
            items: components["schemas"]["PastStationOut"][];
            /** Since */
            since: string;
            /** Until */
            until: string;
        };
        /**
         * PastStationOut
         * @description A station's sums of the span.
         */
        PastStationOut: {
            /** Currency */
            currency: string;
            /** Energy Wh */
            energy_wh: number;
            /** Heals */
            heals: number;
            /** Revenue */
            revenue: string;
            /** Sessions */
            sessions: number;
            /** Station Id */
            station_id: string;
            /** Surges */
            surges: number;
            /** Used Ratio */
            used_ratio: number | null;
        };
        /**
         * PeriodIn
         * @description A step of a schedule (OCPP 1.6, 7.14).
         */
        PeriodIn: {
            /** Limit */
            limit: number;
            /** Numberphases */
            numberPhases?: number | null;
            /** Startperiod */
            startPeriod: number;
        };
        /**
         * PhotoOut
         * @description A photo; its picture is at /work-orders/{order_id}/photos/{id}.
         */
        PhotoOut: {
            /** Actor */
            actor: string;
            /** At */
            at: string;
            /** Id */
            id: number;
            /** Media Type */
            media_type: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
            /** Text */
            text: string;
        };
        /**
         * PlacedConnectorOut
         * @description A connector with the place it is at; number 0 is the charger itself.
         */
        PlacedConnectorOut: {
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number;
            /** Energy Wh */
            energy_wh: number | null;
            /** Error Code */
            error_code: string;
            /** Info */
            info: string;
            /** Metered At */
            metered_at: string | null;
            /** Power W */
            power_w: number | null;
            /** Soc Pct */
            soc_pct: number | null;
            /** Station Id */
            station_id: string;
            /** Status */
            status: string;
            /** Status At */
            status_at: string;
            /** Vendor Error Code */
            vendor_error_code: string;
        };
        /**
         * PlaybookList
         * @description The playbooks in force.
         */
        PlaybookList: {
            /** Items */
            items: components["schemas"]["PlaybookOut"][];
        };
        /**
         * PlaybookOut
         * @description A playbook.
         */
        PlaybookOut: {
            /** Causes */
            causes: string[];
            /** Confirm S */
            confirm_s: number;
            /** Errors */
            errors: string[];
            /** Name */
            name: string;
            /** Needs Technician */
            needs_technician: boolean;
            /** Settle S */
            settle_s: number;
            /** Steps */
            steps: components["schemas"]["PlayStepOut"][];
            /** Title */
            title: string;
        };
        /**
         * PlayStepOut
         * @description A step of a playbook.
         */
        PlayStepOut: {
            /** Act */
            act: string;
            /** Check */
            check: string;
            /** During Session */
            during_session: boolean;
            /** Pause S */
            pause_s: number;
            /** Per Day */
            per_day: number;
            /** Within S */
            within_s: number;
        };
        /**
         * PortsOut
         * @description Ports of a station.
         */
        PortsOut: {
            /** Available */
            available: number;
            /** Occupied */
            occupied: number;
            /** Out Of Service */
            out_of_service: number;
            /** Total */
            total: number;
        };
        /**
         * PortUptimeDetailOut
         * @description The same with its months.
         */
        PortUptimeDetailOut: {
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number;
            /** Excluded Min */
            excluded_min: number;
            /** Is Met */
            is_met: boolean;
            /** Known Since */
            known_since: string | null;
            /** Months */
            months: components["schemas"]["MonthOut"][];
            /** Outage Min */
            outage_min: number;
            /** Station Id */
            station_id: string;
            /** Until */
            until: string;
            /** Uptime Pct */
            uptime_pct: number;
        };
        /**
         * PortUptimeOut
         * @description Uptime of one port over the 525,600 minutes before `until`, as 23 CFR 680.116(b) has it.
         */
        PortUptimeOut: {
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number;
            /** Excluded Min */
            excluded_min: number;
            /** Is Met */
            is_met: boolean;
            /** Known Since */
            known_since: string | null;
            /** Outage Min */
            outage_min: number;
            /** Station Id */
            station_id: string;
            /** Until */
            until: string;
            /** Uptime Pct */
            uptime_pct: number;
        };
        /**
         * PositionIn
         * @description Where a technician is; `at`: when, by the phone's clock, brought into the last hour.
         */
        PositionIn: {
            /** At */
            at?: string | null;
            /** Latitude Deg */
            latitude_deg: number;
            /** Longitude Deg */
            longitude_deg: number;
        };
        /**
         * PreferencesIn
         * @description What a person wants to be told; what is absent is as usual.
         */
        PreferencesIn: {
            /** Digest At */
            digest_at?: string | null;
            /** Muted */
            muted?: components["schemas"]["central__core__notices__Kind"][];
            /** Quiet End */
            quiet_end?: string | null;
            /** Quiet Start */
            quiet_start?: string | null;
            /**
             * Severity Min
             * @default high
             * @enum {string}
             */
            severity_min: "warning" | "high" | "critical";
            /**
             * Zone
             * @default UTC
             */
            zone: string;
        };
        /**
         * PreferencesOut
         * @description What a person wants to be told.
         */
        PreferencesOut: {
            /** Digest At */
            digest_at: string | null;
            /** Muted */
            muted: components["schemas"]["central__core__notices__Kind"][];
            /** Quiet End */
            quiet_end: string | null;
            /** Quiet Start */
            quiet_start: string | null;
            /**
             * Severity Min
             * @enum {string}
             */
            severity_min: "warning" | "high" | "critical";
            /** Zone */
            zone: string;
        };
        /**
         * PreviewIn
         * @description A station, and what is assumed of it.
         */
        PreviewIn: {
            /**
             * Critical
             * @default false
             */
            critical: boolean;
            mode?: components["schemas"]["Mode"] | null;
            /** Station Id */
            station_id: string;
        };
        /**
         * PreviewOut
         * @description What the loop would do for a station now; nothing of it was done.
         */
        PreviewOut: {
            /** At */
            at: string;
            mode: components["schemas"]["Mode"];
            /** State */
            state: ("proposed" | "active" | "releasing") | null;
            /** Station Id */
            station_id: string;
            /** Steps */
            steps: components["schemas"]["PreviewStepOut"][];
            /** Target Station Id */
            target_station_id: string | null;
            /** Targets */
            targets: components["schemas"]["PreviewTargetOut"][];
            /** Why Not */
            why_not: string[];
        };
        /**
         * PreviewStepOut
         * @description One thing that would be done.
         */
        PreviewStepOut: {
            /** Act */
            act?: string | null;
            /** Charge Point */
            charge_point?: string | null;
            /** Currency */
            currency?: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "limit" | "full_power" | "surge" | "discount" | "base" | "longer" | "note";
            /** Limit W */
            limit_w?: number | null;
            /** Per Kwh */
            per_kwh?: string | null;
            /**
             * Reasons
             * @default []
             */
            reasons: string[];
            /** Station Id */
            station_id: string;
            /** Until */
            until?: string | null;
        };
        /**
         * PreviewTargetOut
         * @description A station around, and whether it would take the drivers.
         */
        PreviewTargetOut: {
            /** Distance Km */
            distance_km: number;
            /** Drive Min */
            drive_min: number | null;
            /** Name */
            name: string;
            /** Reason */
            reason: string | null;
            /** Station Id */
            station_id: string;
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "chosen" | "possible" | "refused";
        };
        /**
         * PriceEvent
         * @description Events `price.started`, `price.changed`, `price.ended`.
         */
        PriceEvent: {
            /** Actor */
            actor: string;
            /** Actor Kind */
            actor_kind: string;
            /** Base Per Kwh */
            base_per_kwh: string;
            /** Currency */
            currency: string;
            /** Ended At */
            ended_at: string | null;
            /** Factor */
            factor: string;
            /** Heal Id */
            heal_id: number | null;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "surge" | "discount";
            /** Paired Station Id */
            paired_station_id: string | null;
            /** Price Per Kwh */
            price_per_kwh: string;
            /** Reasons */
            reasons: string[];
            /** Start At */
            start_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "active" | "ended";
            /** Station Id */
            station_id: string;
            /** Until At */
            until_at: string;
        };
        /**
         * PriceOut
         * @description What a session that starts now pays.
         */
        PriceOut: {
            /** Base Per Kwh */
            base_per_kwh: string;
            /** Currency */
            currency: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "base" | "surge" | "discount";
            next: components["schemas"]["NextPriceOut"] | null;
            /** Per Kwh */
            per_kwh: string;
            /** Reason */
            reason: string | null;
            /** Until */
            until: string | null;
        };
        /**
         * PricePage
         * @description A page of price overrides.
         */
        PricePage: {
            /** Items */
            items: components["schemas"]["OverrideOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PricesBody
         * @description Prices of a tariff; those outside all windows stand beside the currency.
         */
        PricesBody: {
            /**
             * Currency
             * @example USD
             */
            currency: string;
            /**
             * Flat
             * @default 0
             * @example 0.350
             */
            flat: string;
            idle?: components["schemas"]["IdleBody"] | null;
            /** Maximum */
            maximum?: string | null;
            /** Minimum */
            minimum?: string | null;
            /**
             * Per Hour
             * @default 0
             * @example 0.350
             */
            per_hour: string;
            /**
             * Per Kwh
             * @example 0.350
             */
            per_kwh: string;
            /**
             * Windows
             * @default []
             */
            windows: components["schemas"]["WindowBody"][];
        };
        /**
         * Problem
         * @description The one error body.
         */
        Problem: {
            /** Detail */
            detail: string;
            /**
             * Errors
             * @default []
             */
            errors: components["schemas"]["FieldProblem"][];
            /** Instance */
            instance: string;
            /**
             * Present
             * @default null
             */
            present: {
                [key: string]: unknown;
            } | null;
            /** Request Id */
            request_id: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Type
             * @default about:blank
             */
            type: string;
        };
        /**
         * ProfileOut
         * @description A charger's least security profile.
         */
        ProfileOut: {
            /** Id */
            id: string;
            /** Security Profile */
            security_profile: number;
        };
        /**
         * ProlongIn
         * @description How long from now a heal may last, and why.
         */
        ProlongIn: {
            /** Hours */
            hours: number;
            /** Reason */
            reason: string;
        };
        /**
         * PromoteIn
         * @description For whom: 100 = all edges, less = a share of them that depends on their names alone.
         */
        PromoteIn: {
            /**
             * Reason
             * @default
             */
            reason: string;
            /**
             * Share Pct
             * @default 100
             */
            share_pct: number;
        };
        /**
         * PublicBusyHourOut
         * @description One hour of the week, as anybody may see it.
         */
        PublicBusyHourOut: {
            /** Hour */
            hour: number;
            /** Utilisation */
            utilisation: number | null;
        };
        /**
         * PublicBusyHoursOut
         * @description The same for drivers.
         */
        PublicBusyHoursOut: {
            /** Hours */
            hours: components["schemas"]["PublicBusyHourOut"][];
            /** Station Id */
            station_id: string;
            /** Time Zone */
            time_zone: string;
            /** Weeks */
            weeks: number;
        };
        /**
         * PublicPortOut
         * @description How reliable a port is.
         */
        PublicPortOut: {
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number;
            /** Uptime Pct */
            uptime_pct: number;
        };
        /**
         * PublicReliabilityOut
         * @description How reliable a station is, as anybody may see it.
         */
        PublicReliabilityOut: {
            /** First Attempt Success */
            first_attempt_success: number | null;
            /** Ports */
            ports: components["schemas"]["PublicPortOut"][];
            /** Station Id */
            station_id: string;
            /** Uptime Pct */
            uptime_pct: number | null;
        };
        /**
         * PublicStationOut
         * @description A station as anybody may see it: never a risk.
         */
        PublicStationOut: {
            alternative: components["schemas"]["AlternativeOut"] | null;
            /** Charger Type */
            charger_type: string;
            /** City */
            city: string;
            /** City Name */
            city_name: string;
            /** Connector Types */
            connector_types: string[];
            /** Id */
            id: string;
            /** Latitude Deg */
            latitude_deg: number | null;
            /** Location Type */
            location_type: string;
            /** Longitude Deg */
            longitude_deg: number | null;
            /** Name */
            name: string;
            /** Network */
            network: string;
            ports: components["schemas"]["PortsOut"];
            /** Power Kw */
            power_kw: number | null;
            price: components["schemas"]["PriceOut"] | null;
            /**
             * State
             * @enum {string}
             */
            state: "operational" | "partial_outage" | "offline" | "under_maintenance";
            /** State Name */
            state_name: string;
            /** Updated At */
            updated_at: string | null;
            /** Wait Min */
            wait_min: number | null;
        };
        /**
         * PublicStationPage
         * @description A page of stations.
         */
        PublicStationPage: {
            /** Items */
            items: components["schemas"]["PublicStationOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * QuarterOut
         * @description A connector's readings in a quarter of an hour; connector 0 is the charger itself.
         */
        QuarterOut: {
            /** Connector Id */
            connector_id: number;
            /** Power Max W */
            power_max_w: number | null;
            /** Power Mean W */
            power_mean_w: number | null;
            /** Register High Wh */
            register_high_wh: number | null;
            /** Register Low Wh */
            register_low_wh: number | null;
            /** Samples */
            samples: number;
            /** Start At */
            start_at: string;
            /** Temperature Max C */
            temperature_max_c: number | null;
        };
        /**
         * QuartersOut
         * @description Quarters of an hour, oldest first; those without a reading are left out.
         */
        QuartersOut: {
            /** Items */
            items: components["schemas"]["QuarterOut"][];
        };
        /**
         * Question
         * @description What can be asked.
         * @enum {string}
         */
        Question: "stations_by_risk" | "stations_down" | "open_alarms" | "work_orders" | "parts_needed" | "technicians_load" | "revenue_at_risk" | "why_surged" | "uptime_below_line";
        /**
         * RankedCauseOut
         * @description A cause, how sure the rules are (0..1), and what to do about it.
         */
        RankedCauseOut: {
            /** Act */
            act: string;
            /** Confidence */
            confidence: number;
            /** Evidence */
            evidence: components["schemas"]["EvidenceOut"][];
            /** Is Dangerous */
            is_dangerous: boolean;
            /** Name */
            name: string;
            /** Title */
            title: string;
        };
        /**
         * ReadConfigurationIn
         * @description Which keys to read; none = all.
         */
        ReadConfigurationIn: {
            /**
             * Keys
             * @default []
             */
            keys: string[];
        };
        /**
         * ReasonIn
         * @description Why a person does it.
         */
        ReasonIn: {
            /** Reason */
            reason: string;
        };
        /**
         * ReceiptOut
         * @description A receipt; its lines add up exactly to its total. Without a total nothing is to be paid.
         */
        ReceiptOut: {
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number;
            /** Currency */
            currency: string;
            /** Energy Wh */
            energy_wh: number;
            /** Id Tag */
            id_tag: string;
            /** Lines */
            lines: components["schemas"]["LineOut"][];
            /** Problem */
            problem: string | null;
            /** Session Id */
            session_id: number;
            /** Started At */
            started_at: string;
            /** Station */
            station: string;
            /** Stopped At */
            stopped_at: string | null;
            /** Tariff */
            tariff: string | null;
            /** Time Zone */
            time_zone: string;
            /** Total */
            total: string | null;
        };
        /**
         * RegionModeIn
         * @description The mode of a region.
         */
        RegionModeIn: {
            mode: components["schemas"]["Mode"];
        };
        /**
         * RegistrationOut
         * @description A charger's registration.
         */
        RegistrationOut: {
            /** Id */
            id: string;
            /**
             * Registration
             * @enum {string}
             */
            registration: "accepted" | "rejected";
        };
        /**
         * ReleaseIn
         * @description The energy passes as it was read.
         */
        ReleaseIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            act: "release";
            /** Reason */
            reason: string;
        };
        /**
         * RemedyChangedEvent
         * @description Event `remedy.updated`.
         */
        RemedyChangedEvent: {
            /** By Person */
            by_person: boolean;
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number | null;
            /** End Reason */
            end_reason: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: ("cleared" | "settled" | "stopped" | "switched_off" | "superseded") | null;
            /** Id */
            id: number;
            /** Opened At */
            opened_at: string;
            /** Playbook */
            playbook: string;
            /** Reasons */
            reasons: string[];
            /** Sign */
            sign: string;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "ready" | "acting" | "settling" | "escalated" | "ended";
            /** Station Id */
            station_id: string;
            /** Steps Done */
            steps_done: number;
            /** Waits For */
            waits_for: string | null;
        };
        /**
         * RemedyDetailOut
         * @description A remedy with its steps.
         */
        RemedyDetailOut: {
            /** By Person */
            by_person: boolean;
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number | null;
            /** End Reason */
            end_reason: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: ("cleared" | "settled" | "stopped" | "switched_off" | "superseded") | null;
            /** Id */
            id: number;
            /** Opened At */
            opened_at: string;
            /** Playbook */
            playbook: string;
            /** Reasons */
            reasons: string[];
            /** Sign */
            sign: string;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "ready" | "acting" | "settling" | "escalated" | "ended";
            /** Station Id */
            station_id: string;
            /** Steps */
            steps: components["schemas"]["RemedyStepOut"][];
            /** Steps Done */
            steps_done: number;
            /** Waits For */
            waits_for: string | null;
        };
        /**
         * RemedyOut
         * @description A remedy: what is tried at one charger before a technician is sent.
         */
        RemedyOut: {
            /** By Person */
            by_person: boolean;
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number | null;
            /** End Reason */
            end_reason: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: ("cleared" | "settled" | "stopped" | "switched_off" | "superseded") | null;
            /** Id */
            id: number;
            /** Opened At */
            opened_at: string;
            /** Playbook */
            playbook: string;
            /** Reasons */
            reasons: string[];
            /** Sign */
            sign: string;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "ready" | "acting" | "settling" | "escalated" | "ended";
            /** Station Id */
            station_id: string;
            /** Steps Done */
            steps_done: number;
            /** Waits For */
            waits_for: string | null;
        };
        /**
         * RemedyPage
         * @description A page of remedies.
         */
        RemedyPage: {
            /** Items */
            items: components["schemas"]["RemedyOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RemedyStepOut
         * @description A step that was carried out.
         */
        RemedyStepOut: {
            /** Act */
            act: string;
            /** Actor */
            actor: string;
            /** At */
            at: string;
            /** Connector Id */
            connector_id: number | null;
            /** Effect */
            effect: ("cleared" | "seen" | "not_seen" | "refused") | null;
            /** Ended At */
            ended_at: string | null;
            /** Outcome */
            outcome: string | null;
            /** Reason */
            reason: string;
            /** Task */
            task: string;
        };
        /**
         * RepeatFaultOut
         * @description Faults of one topic at a charger within 30 days, and orders opened for it in that time.
         */
        RepeatFaultOut: {
            /** Faults */
            faults: number;
            /** Last At */
            last_at: string;
            /** Orders */
            orders: number;
            /** Topic */
            topic: string;
        };
        /**
         * ReservationIn
         * @description A wish for a connector; 0 = any.
         */
        ReservationIn: {
            /** Connector Id */
            connector_id: number;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Id Tag */
            id_tag: string;
        };
        /**
         * ReservationOut
         * @description A reservation.
         */
        ReservationOut: {
            /** Answer */
            answer: string;
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number;
            /** Created At */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Expires At */
            expires_at: string;
            /** Id */
            id: number;
            /** Id Tag */
            id_tag: string;
            /**
             * State
             * @enum {string}
             */
            state: "asked" | "active" | "refused" | "used" | "cancelled" | "expired";
            /** Transaction Id */
            transaction_id: number | null;
        };
        /**
         * ReservationPage
         * @description A page of reservations.
         */
        ReservationPage: {
            /** Items */
            items: components["schemas"]["ReservationOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ResetEvent
         * @description Event `reset`: load anew, and go on from this cursor.
         */
        ResetEvent: {
            /** Cursor */
            cursor: number;
        };
        /**
         * ReviewOut
         * @description The session after the review.
         */
        ReviewOut: {
            /** Charge Point */
            charge_point: string;
            /** Cost */
            cost: string;
            /** Currency */
            currency: string;
            /** Energy Wh */
            energy_wh: number;
            /** Id */
            id: number;
            /** Reviewed At */
            reviewed_at: string;
            /** Started At */
            started_at: string;
            /** Stopped At */
            stopped_at: string;
        };
        /**
         * RiskOut
         * @description Probability that a fault starts within 1 h.
         */
        RiskOut: {
            /** At */
            at: string;
            /** Cause */
            cause: string | null;
            /**
             * Level
             * @enum {string}
             */
            level: "low" | "watch" | "high" | "critical";
            /** Value */
            value: number;
        };
        /**
         * RollbackIn
         * @description Why the last roll-out is taken back.
         */
        RollbackIn: {
            /**
             * Reason
             * @default
             */
            reason: string;
        };
        /**
         * RolloutOut
         * @description What is rolled out, and how far the edges are.
         */
        RolloutOut: {
            /** Candidate */
            candidate: string | null;
            /** Edges */
            edges: components["schemas"]["EdgeModelOut"][];
            /** History */
            history: string[];
            /** Share Pct */
            share_pct: number;
            /** Stable */
            stable: string | null;
        };
        /**
         * RootOut
         * @description The root certificate that chargers know central by, PEM.
         */
        RootOut: {
            /** Pem */
            pem: string;
        };
        /**
         * RouteOut
         * @description A way. `line` has pairs of latitude and longitude; an estimate has no steps, and says why.
         */
        RouteOut: {
            /** Age S */
            age_s: number;
            /** Distance M */
            distance_m: number;
            /** Duration S */
            duration_s: number;
            /** Line */
            line: [
                number,
                number
            ][];
            source: components["schemas"]["Source"];
            /** Steps */
            steps: components["schemas"]["RouteStepOut"][];
            /** Why */
            why: string | null;
        };
        /**
         * RouteStepOut
         * @description One instruction, where it holds, and the way from there to the next one.
         */
        RouteStepOut: {
            /** Distance M */
            distance_m: number;
            /** Duration S */
            duration_s: number;
            /** Latitude Deg */
            latitude_deg: number;
            /** Longitude Deg */
            longitude_deg: number;
            /** Text */
            text: string;
        };
        /**
         * RunningOut
         * @description A scenario that runs.
         */
        RunningOut: {
            /** Ends At */
            ends_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Started At */
            started_at: string;
            /** Station Id */
            station_id: string;
        };
        /**
         * ScenarioIn
         * @description Where a scenario runs, and how long (simulated seconds; absent = its default).
         */
        ScenarioIn: {
            /** Length S */
            length_s?: number | null;
            /** Station Id */
            station_id: string;
        };
        /**
         * ScenarioOut
         * @description A scenario that can run.
         */
        ScenarioOut: {
            /**
             * Defaults
             * @default {}
             */
            defaults: {
                [key: string]: unknown;
            };
            /**
             * Description
             * @default
             */
            description: string;
            /** Name */
            name: string;
            /**
             * Title
             * @default
             */
            title: string;
        };
        /**
         * ScenariosOut
         * @description What can run and what runs.
         */
        ScenariosOut: {
            /** Enabled */
            enabled: boolean;
            /** Items */
            items: components["schemas"]["ScenarioOut"][];
            /** Running */
            running: components["schemas"]["RunningOut"][];
        };
        /**
         * ScheduleIn
         * @description What may be drawn when (OCPP 1.6, 7.13).
         */
        ScheduleIn: {
            /**
             * Chargingrateunit
             * @enum {string}
             */
            chargingRateUnit: "A" | "W";
            /** Chargingscheduleperiod */
            chargingSchedulePeriod: components["schemas"]["PeriodIn"][];
            /** Duration */
            duration?: number | null;
            /** Minchargingrate */
            minChargingRate?: number | null;
            /** Startschedule */
            startSchedule?: string | null;
        };
        /**
         * SecurityEventOut
         * @description What a charger told about its security.
         */
        SecurityEventOut: {
            /** At */
            at: string;
            /** Charge Point */
            charge_point: string;
            /** Id */
            id: number;
            /** Received At */
            received_at: string;
            /** Tech Info */
            tech_info: string;
            /** Type */
            type: string;
        };
        /**
         * SecurityEventPage
         * @description A page of security events.
         */
        SecurityEventPage: {
            /** Items */
            items: components["schemas"]["SecurityEventOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * SendState
         * @description Where a message stands.
         * @enum {string}
         */
        SendState: "waiting" | "sending" | "sent" | "failed";
        /**
         * SessionOut
         * @description A charging session; the tag is masked.
         */
        SessionOut: {
            /** Charge Point */
            charge_point: string;
            /** Connector Id */
            connector_id: number;
            /** Cost */
            cost: string | null;
            /** Currency */
            currency: string;
            /** Energy Wh */
            energy_wh: number;
            /** Id */
            id: number;
            /** Id Tag */
            id_tag: string;
            /** Price Per Kwh */
            price_per_kwh: string;
            /** Problem */
            problem: string | null;
            /** Started At */
            started_at: string;
            /** Started Offline */
            started_offline: boolean;
            /** Stop Reason */
            stop_reason: string | null;
            /** Stopped At */
            stopped_at: string | null;
        };
        /**
         * SessionPage
         * @description A page of sessions.
         */
        SessionPage: {
            /** Items */
            items: components["schemas"]["SessionOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ShareOut
         * @description What one session is given.
         */
        ShareOut: {
            /** Accepted */
            accepted: boolean;
            /** Accepted Unit */
            accepted_unit: string | null;
            /** Accepted Value */
            accepted_value: number | null;
            /** Charge Point Id */
            charge_point_id: string;
            /** Connector Id */
            connector_id: number;
            /** Decided At */
            decided_at: string;
            /** Is Paused */
            is_paused: boolean;
            /** Limit W */
            limit_w: number;
            /** Phases */
            phases: number[];
            /** Reason */
            reason: string;
            /** Transaction Id */
            transaction_id: number;
            /** Until */
            until: string;
        };
        /**
         * ShiftIn
         * @description Hours by the technician's own clock; an end before the start is on the next day.
         */
        ShiftIn: {
            /** Days */
            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** End */
            end: string;
            /** Start */
            start: string;
        };
        /**
         * ShiftOut
         * @description Hours by the technician's own clock.
         */
        ShiftOut: {
            /** Days */
            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** End */
            end: string;
            /** Start */
            start: string;
        };
        /**
         * SignalOut
         * @description The last limit that was told from outside.
         */
        SignalOut: {
            /** At */
            at: string;
            /** Expires At */
            expires_at: string;
            /** Limit W */
            limit_w: number;
            /** Source */
            source: string;
        };
        /**
         * Source
         * @description What a way was made from.
         * @enum {string}
         */
        Source: "road" | "straight_line_estimate";
        /**
         * SpotIn
         * @description A place on earth.
         */
        SpotIn: {
            /** Latitude Deg */
            latitude_deg: number;
            /** Longitude Deg */
            longitude_deg: number;
        };
        /**
         * SpotOut
         * @description A place on earth.
         */
        SpotOut: {
            /** Latitude Deg */
            latitude_deg: number;
            /** Longitude Deg */
            longitude_deg: number;
        };
        /**
         * StartedOut
         * @description A scenario that was started.
         */
        StartedOut: {
            /** Id */
            id: string;
        };
        /**
         * StationDetailOut
         * @description A station with its chargers.
         */
        StationDetailOut: {
            alternative: components["schemas"]["AlternativeOut"] | null;
            /** Ambient C */
            ambient_c: number | null;
            /** Charger Type */
            charger_type: string;
            /** Chargers */
            chargers: components["schemas"]["ChargerDetailOut"][];
            /** City */
            city: string;
            /** City Name */
            city_name: string;
            /** Connector Types */
            connector_types: string[];
            heal: components["schemas"]["StationHealOut"] | null;
            /** Id */
            id: string;
            /** Last Seen At */
            last_seen_at: string | null;
            /** Latitude Deg */
            latitude_deg: number | null;
            /** Limit Kw */
            limit_kw: number | null;
            /** Load Kw */
            load_kw: number | null;
            /** Location Type */
            location_type: string;
            /** Longitude Deg */
            longitude_deg: number | null;
            /** Name */
            name: string;
            /** Network */
            network: string;
            ports: components["schemas"]["PortsOut"];
            /** Power Kw */
            power_kw: number | null;
            price: components["schemas"]["PriceOut"] | null;
            /** Rated Kw */
            rated_kw: number | null;
            /** Revenue At Risk Per H */
            revenue_at_risk_per_h: string | null;
            /** Revenue Index */
            revenue_index: number | null;
            risk: components["schemas"]["RiskOut"] | null;
            /** Simulated */
            simulated: boolean;
            /**
             * State
             * @enum {string}
             */
            state: "operational" | "partial_outage" | "offline" | "under_maintenance";
            /** State Name */
            state_name: string;
            /** Temperature C */
            temperature_c: number | null;
            /** Updated At */
            updated_at: string | null;
            /** Utilisation */
            utilisation: number | null;
            /** Wait Min */
            wait_min: number | null;
        };
        /**
         * StationHealOut
         * @description The heal that a station takes part in.
         */
        StationHealOut: {
            /** Id */
            id: number;
            /**
             * Role
             * @enum {string}
             */
            role: "stressed" | "target";
            /** Since */
            since: string;
            /** State */
            state: string;
        };
        /**
         * StationOut
         * @description A station as operations see it.
         */
        StationOut: {
            alternative: components["schemas"]["AlternativeOut"] | null;
            /** Ambient C */
            ambient_c: number | null;
            /** Charger Type */
            charger_type: string;
            /** City */
            city: string;
            /** City Name */
            city_name: string;
            /** Connector Types */
            connector_types: string[];
            heal: components["schemas"]["StationHealOut"] | null;
            /** Id */
            id: string;
            /** Last Seen At */
            last_seen_at: string | null;
            /** Latitude Deg */
            latitude_deg: number | null;
            /** Limit Kw */
            limit_kw: number | null;
            /** Load Kw */
            load_kw: number | null;
            /** Location Type */
            location_type: string;
            /** Longitude Deg */
            longitude_deg: number | null;
            /** Name */
            name: string;
            /** Network */
            network: string;
            ports: components["schemas"]["PortsOut"];
            /** Power Kw */
            power_kw: number | null;
            price: components["schemas"]["PriceOut"] | null;
            /** Rated Kw */
            rated_kw: number | null;
            /** Revenue At Risk Per H */
            revenue_at_risk_per_h: string | null;
            /** Revenue Index */
            revenue_index: number | null;
            risk: components["schemas"]["RiskOut"] | null;
            /** Simulated */
            simulated: boolean;
            /**
             * State
             * @enum {string}
             */
            state: "operational" | "partial_outage" | "offline" | "under_maintenance";
            /** State Name */
            state_name: string;
            /** Temperature C */
            temperature_c: number | null;
            /** Updated At */
            updated_at: string | null;
            /** Utilisation */
            utilisation: number | null;
            /** Wait Min */
            wait_min: number | null;
        };
        /**
         * StationPage
         * @description A page of stations.
         */
        StationPage: {
            /** Items */
            items: components["schemas"]["StationOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * StationPublicEvent
         * @description Event `station.patch`: the changed keys of a station.
         */
        StationPatchEvent: {
            /** @default null */
            alternative: components["schemas"]["AlternativeOut"] | null;
            /**
             * Ambient C
             * @default null
             */
            ambient_c: number | null;
            /** @default null */
            heal: components["schemas"]["StationHealOut"] | null;
            /** Id */
            id: string;
            /**
             * Last Seen At
             * @default null
             */
            last_seen_at: string | null;
            /**
             * Limit Kw
             * @default null
             */
            limit_kw: number | null;
            /**
             * Load Kw
             * @default null
             */
            load_kw: number | null;
            /**
             * Name
             * @default null
             */
            name: string | null;
            /** @default null */
            ports: components["schemas"]["PortsOut"] | null;
            /** @default null */
            price: components["schemas"]["PriceOut"] | null;
            /**
             * Revenue At Risk Per H
             * @default null
             */
            revenue_at_risk_per_h: string | null;
            /**
             * Revenue Index
             * @default null
             */
            revenue_index: number | null;
            /** @default null */
            risk: components["schemas"]["RiskOut"] | null;
            /**
             * State
             * @default null
             */
            state: string | null;
            /**
             * Temperature C
             * @default null
             */
            temperature_c: number | null;
            /**
             * Updated At
             * @default null
             */
            updated_at: string | null;
            /**
             * Utilisation
             * @default null
             */
            utilisation: number | null;
            /**
             * Wait Min
             * @default null
             */
            wait_min: number | null;
        };
        /**
         * StationPlanBody
         * @description Limits of a station, under its grid limit.
         */
        StationPlanBody: {
            /** Chargers */
            chargers?: {
                [key: string]: components["schemas"]["ChargerPlanBody"];
            };
            /** Hours */
            hours?: components["schemas"]["LimitHoursBody"][];
            /** Limit W */
            limit_w?: number | null;
            /** Phase Limit A */
            phase_limit_a?: number | null;
            /** Safe Limit W */
            safe_limit_w?: number | null;
            /**
             * Voltage V
             * @default 230
             */
            voltage_v: number;
        };
        /**
         * StationPublicEvent
         * @description Event `station.public`: the changed keys of a station that anybody may see.
         */
        StationPublicEvent: {
            /** @default null */
            alternative: components["schemas"]["AlternativeOut"] | null;
            /** Id */
            id: string;
            /**
             * Name
             * @default null
             */
            name: string | null;
            /** @default null */
            ports: components["schemas"]["PortsOut"] | null;
            /** @default null */
            price: components["schemas"]["PriceOut"] | null;
            /**
             * State
             * @default null
             */
            state: string | null;
            /**
             * Updated At
             * @default null
             */
            updated_at: string | null;
            /**
             * Wait Min
             * @default null
             */
            wait_min: number | null;
        };
        /**
         * StationSettings
         * @description What an operator says of a station. Money is a decimal string per kWh.
         */
        StationSettings: {
            /**
             * Amenities
             * @default []
             */
            amenities: string[];
            /** Base Price Per Kwh */
            base_price_per_kwh: string;
            /**
             * Charger Type
             * @default
             */
            charger_type: string;
            /**
             * City
             * @default
             */
            city: string;
            /**
             * City Name
             * @default
             */
            city_name: string;
            /** Currency */
            currency: string;
            /** Energy Cost Per Kwh */
            energy_cost_per_kwh: string;
            /**
             * Grid Area
             * @default
             */
            grid_area: string;
            /** Grid Limit W */
            grid_limit_w?: number | null;
            /** Latitude Deg */
            latitude_deg?: number | null;
            /**
             * Location Type
             * @default
             */
            location_type: string;
            /** Longitude Deg */
            longitude_deg?: number | null;
            /** Name */
            name: string;
            /**
             * Network
             * @default
             */
            network: string;
            /**
             * Operator
             * @default
             */
            operator: string;
            /**
             * State
             * @default
             */
            state: string;
            /**
             * Time Zone
             * @default UTC
             */
            time_zone: string;
            /**
             * Under Maintenance
             * @default false
             */
            under_maintenance: boolean;
        };
        /**
         * StationSharingOut
         * @description How a station shares now.
         */
        StationSharingOut: {
            area: components["schemas"]["AreaLimitOut"] | null;
            /** Defaults */
            defaults: components["schemas"]["DefaultOut"][];
            limit: components["schemas"]["LimitNowOut"];
            /** Shares */
            shares: components["schemas"]["ShareOut"][];
            signal: components["schemas"]["SignalOut"] | null;
        };
        /**
         * StepIn
         * @description When it happened, where it is told late: by the clock of the phone, brought into bounds.
         */
        StepIn: {
            /** Happened At */
            happened_at?: string | null;
        };
        /**
         * StockIn
         * @description What is on the van, by part; what is not named is not there.
         */
        StockIn: {
            /** Parts */
            parts: {
                [key: string]: number;
            };
        };
        /**
         * SuccessList
         * @description First-attempt success of the network, and by station, the worst first.
         */
        SuccessList: {
            /** End At */
            end_at: string;
            network: components["schemas"]["SuccessOut"];
            /** Start At */
            start_at: string;
            /** Stations */
            stations: components["schemas"]["SuccessOut"][];
        };
        /**
         * SuccessOut
         * @description First-attempt success of one station, or of all (`station_id` null).
         */
        SuccessOut: {
            /** Attempts */
            attempts: number;
            /** Broken Off */
            broken_off: number;
            /** Failures */
            failures: components["schemas"]["FailureOut"][];
            /** First Attempt Success */
            first_attempt_success: number | null;
            /** Station Id */
            station_id: string | null;
            /** Success */
            success: number | null;
            /** Visits */
            visits: number;
        };
        /**
         * SwitchesIn
         * @description What of the loop's switches is to change.
         */
        SwitchesIn: {
            mode?: components["schemas"]["Mode"] | null;
            /** Stopped */
            stopped?: boolean | null;
            /** Use Power */
            use_power?: boolean | null;
            /** Use Price */
            use_price?: boolean | null;
        };
        /**
         * SwitchesOut
         * @description The loop's switches in force.
         */
        SwitchesOut: {
            mode: components["schemas"]["Mode"];
            /** Regions */
            regions: {
                [key: string]: components["schemas"]["Mode"];
            };
            /** Stopped */
            stopped: boolean;
            /** Use Power */
            use_power: boolean;
            /** Use Price */
            use_price: boolean;
        };
        /**
         * TariffIn
         * @description A new tariff.
         */
        TariffIn: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            prices: components["schemas"]["PricesBody"];
        };
        /**
         * TariffInForceOut
         * @description What holds now, and by which assignment; null = the station's own price per kWh.
         */
        TariffInForceOut: {
            /** Scope */
            scope: ("default" | "station" | "charge_point") | null;
            tariff: components["schemas"]["VersionOut"] | null;
        };
        /**
         * TariffOut
         * @description A tariff with its versions, oldest first.
         */
        TariffOut: {
            /** Created At */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Versions */
            versions: components["schemas"]["VersionOut"][];
        };
        /**
         * TariffPage
         * @description A page of tariffs.
         */
        TariffPage: {
            /** Items */
            items: components["schemas"]["TariffOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * TaskList
         * @description A page of calls to chargers.
         */
        TaskList: {
            /** Items */
            items: components["schemas"]["TaskOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * TaskOut
         * @description A call to a charger, and what became of it.
         */
        TaskOut: {
            /** Action */
            action: string;
            /** Actor */
            actor: string;
            /** Actor Kind */
            actor_kind: string;
            /** Answer */
            answer: {
                [key: string]: unknown;
            } | null;
            /** Charge Point */
            charge_point: string;
            /** Created At */
            created_at: string;
            /** Done At */
            done_at: string | null;
            /** Id */
            id: string;
            /** Payload */
            payload: {
                [key: string]: unknown;
            };
            /** Reason */
            reason: string;
            /** State */
            state: string;
        };
        /**
         * TechnicianIn
         * @description What planning has to know of a technician; no shifts = always at work.
         */
        TechnicianIn: {
            base?: components["schemas"]["SpotIn"] | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean;
            /** Shifts */
            shifts?: components["schemas"]["ShiftIn"][];
            /** Skills */
            skills?: string[];
            /**
             * Time Zone
             * @default UTC
             */
            time_zone: string;
        };
        /**
         * TechnicianOut
         * @description A technician. `is_active` is false where nothing was put down yet.
         */
        TechnicianOut: {
            base: components["schemas"]["SpotOut"] | null;
            /** Is Active */
            is_active: boolean;
            /** Located At */
            located_at: string | null;
            /** Name */
            name: string;
            position: components["schemas"]["SpotOut"] | null;
            /** Shifts */
            shifts: components["schemas"]["ShiftOut"][];
            /** Skills */
            skills: string[];
            /** Stock */
            stock: {
                [key: string]: number;
            };
            /** Time Zone */
            time_zone: string;
        };
        /**
         * TechnicianPageOut
         * @description One page, by name.
         */
        TechnicianPageOut: {
            /** Items */
            items: components["schemas"]["TechnicianOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * TechnicianPlanOut
         * @description What a technician would do next, in this order, until the shift ends.
         */
        TechnicianPlanOut: {
            /** Name */
            name: string;
            /** Until */
            until: string;
            /** Visits */
            visits: components["schemas"]["VisitOut"][];
        };
        /**
         * TelemetryEventOut
         * @description An act in a station's history.
         */
        TelemetryEventOut: {
            /** At */
            at: string;
            /** Kind */
            kind: string;
            /** Text */
            text: string;
        };
        /**
         * TelemetryOut
         * @description A station's history.
         */
        TelemetryOut: {
            /** Events */
            events: components["schemas"]["TelemetryEventOut"][];
            levels: components["schemas"]["LevelsOut"];
            /** Points */
            points: components["schemas"]["TelemetryPointOut"][];
            /** Prices */
            prices: components["schemas"]["TelemetryPriceOut"][];
        };
        /**
         * TelemetryPointOut
         * @description A step of a station's history.
         */
        TelemetryPointOut: {
            /** Ambient C */
            ambient_c: number | null;
            /** At */
            at: string;
            /** Load Kw */
            load_kw: number | null;
            /** Offered Kw */
            offered_kw: number | null;
            /** Risk 1H */
            risk_1h: number | null;
            /** Temperature C */
            temperature_c: number | null;
            /** Utilisation */
            utilisation: number | null;
        };
        /**
         * TelemetryPriceOut
         * @description A price that was shown from an instant on.
         */
        TelemetryPriceOut: {
            /** At */
            at: string;
            /** Per Kwh */
            per_kwh: string;
        };
        /**
         * TemperatureOutlookOut
         * @description Temperature to expect at an instant, and the band that holds it nine times of ten.
         */
        TemperatureOutlookOut: {
            /** At */
            at: string;
            /** High C */
            high_c: number;
            /** Low C */
            low_c: number;
            /** Mid C */
            mid_c: number;
        };
        /**
         * TickOut
         * @description One tick of central's own loop.
         */
        TickOut: {
            /** At */
            at: string;
            /** Decided */
            decided: components["schemas"]["DecidedOut"][];
            /** Decisions */
            decisions: number;
            /** Interval S */
            interval_s: number;
            metrics: components["schemas"]["NetworkMetricsOut"];
            mode: components["schemas"]["Mode"];
            /** Number */
            number: number;
            /** Open Heals */
            open_heals: number;
        };
        /**
         * Topic
         * @description What is wrong, as far as a signal alone can tell.
         * @enum {string}
         */
        Topic: "heat" | "power_path" | "contact" | "ground" | "over_current" | "meter" | "reader" | "supply" | "lock" | "vehicle" | "internal" | "risk" | "limit_ignored" | "technician" | "security";
        /**
         * TryOut
         * @description One try; begun: the process ended before it was known.
         */
        TryOut: {
            /** At */
            at: string;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "begun" | "sent" | "failed";
            /** Reason */
            reason: string;
        };
        /**
         * UptimePage
         * @description A page of ports.
         */
        UptimePage: {
            /** Items */
            items: components["schemas"]["PortUptimeOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Urgency
         * @description How soon somebody has to be there (`central.core.causes.urgency`).
         * @enum {string}
         */
        Urgency: "now" | "today" | "week";
        /**
         * UserChange
         * @description What of a person is to change; absent stays.
         */
        UserChange: {
            /** Password */
            password?: string | null;
            role?: components["schemas"]["UserRole"] | null;
        };
        /**
         * UserIn
         * @description A person to put down.
         */
        UserIn: {
            /** Name */
            name: string;
            /** Password */
            password: string;
            role: components["schemas"]["UserRole"];
        };
        /**
         * UserOut
         * @description A person.
         */
        UserOut: {
            /** Name */
            name: string;
            /** Role */
            role: string;
        };
        /**
         * UserRole
         * @description What a person is to the network; drivers are nobody and log in nowhere.
         * @enum {string}
         */
        UserRole: "viewer" | "technician" | "operator" | "admin";
        /**
         * ValueIn
         * @description A new value of a key.
         */
        ValueIn: {
            /** Value */
            value: string;
        };
        /**
         * VersionIn
         * @description A version that follows the last one; without an instant from now on.
         */
        VersionIn: {
            /** From At */
            from_at?: string | null;
            prices: components["schemas"]["PricesBody"];
        };
        /**
         * VersionOut
         * @description A version of a tariff.
         */
        VersionOut: {
            /** From At */
            from_at: string;
            prices: components["schemas"]["PricesBody"];
            /** Tariff Id */
            tariff_id: string;
            /** Version */
            version: number;
        };
        /**
         * ViolationOut
         * @description So many of one kind, by one charger with one firmware.
         */
        ViolationOut: {
            /** Charge Point */
            charge_point: string;
            /** Count */
            count: number;
            /** Example */
            example: string;
            /** Firmware Version */
            firmware_version: string;
            /** First At */
            first_at: string;
            /** Kind */
            kind: string;
            /** Last At */
            last_at: string;
        };
        /**
         * ViolationPage
         * @description One page.
         */
        ViolationPage: {
            /** Items */
            items: components["schemas"]["ViolationOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * VisitOut
         * @description A job in a plan, and why this technician.
         */
        VisitOut: {
            /** Arrive At */
            arrive_at: string;
            /** Done At */
            done_at: string;
            /** Drive Min */
            drive_min: number;
            /** Fetches */
            fetches: string[];
            /** Order Id */
            order_id: number;
            /** Reasons */
            reasons: string[];
        };
        /**
         * WhyIn
         * @description Why.
         */
        WhyIn: {
            /** Reason */
            reason: string;
        };
        /**
         * WindowBody
         * @description Hours on the station's clock; an end that is not after the start is on the next day.
         */
        WindowBody: {
            /** Days */
            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /**
             * End
             * @example 17:00
             */
            end: string;
            /**
             * Per Hour
             * @default 0
             * @example 0.350
             */
            per_hour: string;
            /**
             * Per Kwh
             * @example 0.350
             */
            per_kwh: string;
            /**
             * Start
             * @example 17:00
             */
            start: string;
        };
        /**
         * WorkCatalogueOut
         * @description Parts, skills, and what causes take.
         */
        WorkCatalogueOut: {
            /** Jobs */
            jobs: components["schemas"]["JobOfCauseOut"][];
            /** Parts */
            parts: components["schemas"]["PartOut"][];
            /** Skills */
            skills: string[];
        };
        /**
         * WorkEvent
         * @description Event `work.updated`.
         */
        WorkEvent: {
            /** Accepted At */
            accepted_at: string | null;
            /** Alarm Id */
            alarm_id: number;
            /** Answer By */
            answer_by: string | null;
            /** Assigned At */
            assigned_at: string | null;
            /** Cause */
            cause: string | null;
            /** Charge Points */
            charge_points: string[];
            /** Confidence */
            confidence: number;
            /** Done At */
            done_at: string | null;
            /** Due At */
            due_at: string;
            /** End Reason */
            end_reason: string;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: number;
            /** Is Pinned */
            is_pinned: boolean;
            /** Is Unproven */
            is_unproven: boolean;
            /** Minutes */
            minutes: number;
            /** Opened At */
            opened_at: string;
            /** Opened By */
            opened_by: string;
            /** Parts */
            parts: components["schemas"]["PartCountOut"][];
            /** Proofs */
            proofs: components["schemas"]["WorkProofOut"][];
            /** Reasons */
            reasons: string[];
            /** Refused By */
            refused_by: string[];
            /** Reopened */
            reopened: number;
            report: components["schemas"]["WorkReportOut"] | null;
            /** Safety */
            safety: string[];
            /** Skills */
            skills: string[];
            state: components["schemas"]["WorkState"];
            /** Station Id */
            station_id: string;
            /** Technician */
            technician: string;
            /** Title */
            title: string;
            topic: components["schemas"]["Topic"];
            urgency: components["schemas"]["Urgency"];
            /** Verified At */
            verified_at: string | null;
        };
        /**
         * WorkEvidenceOut
         * @description All that is known of a failure and its repair.
         */
        WorkEvidenceOut: {
            alarm: components["schemas"]["AlarmDetailOut"] | null;
            /** Alarm Timeline */
            alarm_timeline: components["schemas"]["AlarmEntryOut"][];
            /** Chargers */
            chargers: components["schemas"]["ChargerEvidenceOut"][];
            diagnosis: components["schemas"]["AlarmCauseOut"] | null;
            /** Made At */
            made_at: string;
            order: components["schemas"]["WorkOrderOut"];
            /** Photos */
            photos: components["schemas"]["PhotoOut"][];
            /** Timeline */
            timeline: components["schemas"]["WorkLineOut"][];
        };
        /**
         * WorkLineOut
         * @description A line of a timeline: `at` by our clock, `happened_at` where the technician was.
         */
        WorkLineOut: {
            /** Actor */
            actor: string;
            /** At */
            at: string;
            /**
             * By
             * @enum {string}
             */
            by: "technician" | "operator" | "loop";
            /** Happened At */
            happened_at: string;
            /** Id */
            id: number;
            /** Kind */
            kind: string;
            /** Order Id */
            order_id: number;
            /** Person */
            person: string;
            /** Text */
            text: string;
        };
        /**
         * WorkNoteIn
         * @description A line for the timeline.
         */
        WorkNoteIn: {
            /** Happened At */
            happened_at?: string | null;
            /** Text */
            text: string;
        };
        /**
         * WorkOrderDetailOut
         * @description A work order with what its technician needs to know.
         */
        WorkOrderDetailOut: {
            /** Accepted At */
            accepted_at: string | null;
            /** Alarm Id */
            alarm_id: number;
            /** Answer By */
            answer_by: string | null;
            /** Assigned At */
            assigned_at: string | null;
            /** Cause */
            cause: string | null;
            /** Causes */
            causes: components["schemas"]["RankedCauseOut"][];
            /** Charge Points */
            charge_points: string[];
            /** Confidence */
            confidence: number;
            /** Done At */
            done_at: string | null;
            /** Due At */
            due_at: string;
            /** End Reason */
            end_reason: string;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: number;
            /** Is Pinned */
            is_pinned: boolean;
            /** Is Unproven */
            is_unproven: boolean;
            /** Minutes */
            minutes: number;
            /** Opened At */
            opened_at: string;
            /** Opened By */
            opened_by: string;
            /** Parts */
            parts: components["schemas"]["PartCountOut"][];
            /** Photos */
            photos: components["schemas"]["PhotoOut"][];
            place: components["schemas"]["WorkPlaceOut"];
            /** Proofs */
            proofs: components["schemas"]["WorkProofOut"][];
            /** Reasons */
            reasons: string[];
            /** Refused By */
            refused_by: string[];
            /** Reopened */
            reopened: number;
            /** Repeats */
            repeats: components["schemas"]["ChargerRepeatsOut"][];
            report: components["schemas"]["WorkReportOut"] | null;
            /** Safety */
            safety: string[];
            /** Skills */
            skills: string[];
            state: components["schemas"]["WorkState"];
            /** Station Id */
            station_id: string;
            /** Steps */
            steps: ("assign" | "unassign" | "accept" | "decline" | "travel" | "arrive" | "finish" | "note" | "cancel" | "reopen" | "close")[];
            /** Summary */
            summary: string;
            /** Technician */
            technician: string;
            /** Title */
            title: string;
            topic: components["schemas"]["Topic"];
            urgency: components["schemas"]["Urgency"];
            /** Verified At */
            verified_at: string | null;
        };
        /**
         * WorkOrderOut
         * @description A work order. `charge_points`: the worst first; none = the station as a whole.
         */
        WorkOrderOut: {
            /** Accepted At */
            accepted_at: string | null;
            /** Alarm Id */
            alarm_id: number;
            /** Answer By */
            answer_by: string | null;
            /** Assigned At */
            assigned_at: string | null;
            /** Cause */
            cause: string | null;
            /** Charge Points */
            charge_points: string[];
            /** Confidence */
            confidence: number;
            /** Done At */
            done_at: string | null;
            /** Due At */
            due_at: string;
            /** End Reason */
            end_reason: string;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: number;
            /** Is Pinned */
            is_pinned: boolean;
            /** Is Unproven */
            is_unproven: boolean;
            /** Minutes */
            minutes: number;
            /** Opened At */
            opened_at: string;
            /** Opened By */
            opened_by: string;
            /** Parts */
            parts: components["schemas"]["PartCountOut"][];
            /** Proofs */
            proofs: components["schemas"]["WorkProofOut"][];
            /** Reasons */
            reasons: string[];
            /** Refused By */
            refused_by: string[];
            /** Reopened */
            reopened: number;
            report: components["schemas"]["WorkReportOut"] | null;
            /** Safety */
            safety: string[];
            /** Skills */
            skills: string[];
            state: components["schemas"]["WorkState"];
            /** Station Id */
            station_id: string;
            /** Technician */
            technician: string;
            /** Title */
            title: string;
            topic: components["schemas"]["Topic"];
            urgency: components["schemas"]["Urgency"];
            /** Verified At */
            verified_at: string | null;
        };
        /**
         * WorkOrderPageOut
         * @description One page.
         */
        WorkOrderPageOut: {
            /** Items */
            items: components["schemas"]["WorkOrderOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * WorkPlaceOut
         * @description Where it is.
         */
        WorkPlaceOut: {
            /** City */
            city: string;
            /** Latitude Deg */
            latitude_deg: number | null;
            /** Longitude Deg */
            longitude_deg: number | null;
            /** Name */
            name: string;
            /** Time Zone */
            time_zone: string;
        };
        /**
         * WorkPlanOut
         * @description What planning would do now with orders that nobody answered for.
         */
        WorkPlanOut: {
            /** At */
            at: string;
            /** Left */
            left: components["schemas"]["LeftOut"][];
            /**
             * Source
             * @enum {string}
             */
            source: "road" | "straight-line estimate";
            /** Technicians */
            technicians: components["schemas"]["TechnicianPlanOut"][];
        };
        /**
         * WorkProofOut
         * @description A session that shows that a charger charges again; `power_kw` is its mean.
         */
        WorkProofOut: {
            /** Charge Point */
            charge_point: string;
            /** Energy Kwh */
            energy_kwh: number;
            /** Expected Kw */
            expected_kw: number;
            /** Power Kw */
            power_kw: number;
            /** Session Id */
            session_id: number;
        };
        /**
         * WorkRemovedEvent
         * @description Event `work.removed`: the technician who had this order has it no more.
         */
        WorkRemovedEvent: {
            /** Id */
            id: number;
            /** Technician */
            technician: string;
        };
        /**
         * WorkReportOut
         * @description What was found and done.
         */
        WorkReportOut: {
            /** Found Cause */
            found_cause: string;
            /** Parts Used */
            parts_used: components["schemas"]["PartCountOut"][];
            /** Test Charge Ok */
            test_charge_ok: boolean | null;
            /** Text */
            text: string;
        };
        /**
         * WorkState
         * @description Where an order stands.
         * @enum {string}
         */
        WorkState: "new" | "assigned" | "travelling" | "on_site" | "done" | "verified" | "closed" | "cancelled";
        /**
         * WorkTimelineOut
         * @description One page, oldest first.
         */
        WorkTimelineOut: {
            /** Items */
            items: components["schemas"]["WorkLineOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_alarms: {
        parameters: {
            query?: {
                assignee?: string | null;
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
                network?: string | null;
                open?: boolean | null;
                severity?: ("warning" | "high" | "critical") | null;
                state?: ("open" | "acked" | "assigned" | "mitigating" | "work_ordered" | "closed") | null;
                station_id?: string | null;
                topic?: components["schemas"]["Topic"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmPageOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alarm: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmDetailOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledge_alarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AckIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assign_alarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alarm_cause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmCauseOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    close_alarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    note_alarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    order_alarm_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderWorkIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_similar_alarms: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastAlarmsOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alarm_timeline: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmTimelineOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_api_keys: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKeyOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_key: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                key_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                act?: string | null;
                actor?: string | null;
                actor_kind?: string | null;
                cursor?: string | null;
                limit?: number;
                object_id?: string | null;
                object_type?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_charger_door: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoorOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_chargers: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                registration?: ("pending" | "accepted" | "rejected") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargerPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_charger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargerDetailOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve_charger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_certificates: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_charging_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldProfilesOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_charging_profile: {
        parameters: {
            query?: {
                reason?: string;
                wait?: number | null;
            };
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["central__api__routes__charging_profiles__ProfileIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswerOut"] | components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Sent; the answer is not in yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clear_charging_profiles: {
        parameters: {
            query?: {
                connector_id?: number | null;
                profile_id?: number | null;
                purpose?: ("ChargePointMaxProfile" | "TxDefaultProfile" | "TxProfile") | null;
                reason?: string;
                stack_level?: number | null;
                wait?: number | null;
            };
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswerOut"] | components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Sent; the answer is not in yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_composite_schedule: {
        parameters: {
            query?: {
                connector_id?: number;
                duration_s?: number;
                unit?: ("A" | "W") | null;
                wait?: number | null;
            };
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswerOut"] | components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Sent; the answer is not in yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_configuration: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_configuration: {
        parameters: {
            query?: {
                wait?: number | null;
            };
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadConfigurationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswerOut"] | components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Sent; the answer is not in yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_configuration: {
        parameters: {
            query?: {
                reason?: string;
                wait?: number | null;
            };
            header?: never;
            path: {
                charger_id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValueIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswerOut"] | components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Sent; the answer is not in yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_port_uptime: {
        parameters: {
            query?: {
                until?: string | null;
            };
            header?: never;
            path: {
                charger_id: string;
                connector_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortUptimeDetailOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                charger_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedConnectorOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_diagnostics: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiagnosticsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_firmware: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirmwareIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_local_list: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocalListOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_local_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocalListIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocalListOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_log: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    call_charger: {
        parameters: {
            query?: {
                reason?: string;
                wait?: number | null;
            };
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                action: string;
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswerOut"] | components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Sent; the answer is not in yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_charger_prices: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedPricePage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_charger_quarters: {
        parameters: {
            query?: {
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuartersOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reject_charger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_charger_remedy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemedyOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_repeat_faults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargerRepeatsOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reserve_connector: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReservationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_security_profile: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_security_profile: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["central__api__routes__security__ProfileIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_charger_settings: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargerSettings"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_charger_settings: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChargerSettings"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargerSettings"];
                };
            };
            /** @description It is new, and accepted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargerSettings"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_charger_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffInForceOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_charger_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                charger_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_chat: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_chat_questions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatQuestionList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigOut"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_connectors: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
                station_id?: string | null;
                status?: ("Available" | "Preparing" | "Charging" | "SuspendedEVSE" | "SuspendedEV" | "Finishing" | "Reserved" | "Unavailable" | "Faulted") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_heal_switches: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchesOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_heal_switches: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchesOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_region_mode: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegionModeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchesOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clear_region_mode: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchesOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_default_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_feedback: {
        parameters: {
            query?: {
                charger?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_feedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_labels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_first_attempts: {
        parameters: {
            query?: {
                from?: string | null;
                station_id?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuccessList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_failed_attempts: {
        parameters: {
            query?: {
                from?: string | null;
                limit?: number;
                station_id?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailedAttemptList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_grid_areas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridAreaList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_grid_area: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                area_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridAreaOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_grid_area: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                area_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GridAreaBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridAreaOut"];
                };
            };
            /** @description It is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridAreaOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_grid_area: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                area_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_healing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_heals: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: ("proposed" | "active" | "releasing" | "ended") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve_heal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                heal_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prolong_heal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                heal_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProlongIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_heal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                heal_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_past_stations: {
        parameters: {
            query?: {
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastStationList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_id_tags: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdTagPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_id_tag: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                id_tag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdTagOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_id_tag: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                id_tag: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdTagIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdTagOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_id_tag: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                id_tag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                kind?: ("diagnostics" | "log" | "firmware" | "signed_firmware") | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_job_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_own_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPasswordIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_model_rollout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roll_back_models: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_models: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDetailOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_model_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_model_drift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriftOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_model_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promote_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromoteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_notification_channels: {
        parameters: {
            query?: {
                person?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_notification_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    test_notification_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                channel_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                channel_id?: number | null;
                cursor?: string | null;
                family?: ("alarm" | "order" | "digest" | "test") | null;
                limit?: number;
                person?: string | null;
                state?: components["schemas"]["SendState"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPageOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_notification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationDetailOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_ocpp_calls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                action?: string | null;
                charge_point?: string | null;
                cursor?: string | null;
                direction?: components["schemas"]["Direction"] | null;
                from?: string | null;
                kind?: components["schemas"]["central__core__message_log__Kind"] | null;
                limit?: number;
                message_id?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_prices: {
        parameters: {
            query?: {
                active?: boolean | null;
                cursor?: string | null;
                limit?: number;
                station_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricePage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_public_stations: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicStationPage"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_public_busy_hours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicBusyHoursOut"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_public_reliability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicReliabilityOut"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_remedies: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
                state?: ("proposed" | "ready" | "acting" | "settling" | "escalated" | "ended") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemedyPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_remedy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                remedy_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemedyDetailOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve_remedy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                remedy_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemedyOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_remedy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                remedy_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemedyOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_playbooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_reservations: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
                state?: ("asked" | "active" | "refused" | "used" | "cancelled") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_reservation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                reservation_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_route: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_security_events: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityEventPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_root_certificate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RootOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                held?: boolean | null;
                limit?: number;
                station_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_meter_values: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeterValueList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_receipt: {
        parameters: {
            query?: {
                format?: "json" | "text" | "html";
            };
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptOut"];
                    "text/html": unknown;
                    "text/plain": unknown;
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    review_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseIn"] | components["schemas"]["CorrectIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_scenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenariosOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_scenario: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_scenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                running_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tick: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TickOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_stations: {
        parameters: {
            query?: {
                city?: string | null;
                cursor?: string | null;
                limit?: number;
                q?: string | null;
                sort?: "id" | "revenue_at_risk_per_h" | "revenue_index" | "utilisation" | "wait_min" | "risk";
                state?: ("operational" | "partial_outage" | "offline" | "under_maintenance") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_station: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationDetailOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_busy_hours: {
        parameters: {
            query?: {
                weeks?: number;
            };
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusyHoursOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_load_plan: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationPlanBody"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_load_plan: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StationPlanBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationPlanBody"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_load_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_load_sharing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationSharingOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_station_settings: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationSettings"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_station_settings: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StationSettings"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationSettings"];
                };
            };
            /** @description It is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationSettings"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_station_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffInForceOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_station_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_station_telemetry: {
        parameters: {
            query?: {
                from?: string | null;
                max_points?: number;
                to?: string | null;
            };
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TelemetryOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_stream: {
        parameters: {
            query?: {
                cursor?: number | null;
                topics?: string;
            };
            header?: {
                "last-event-id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tariff_assignments: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tariffs: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_new_tariff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TariffIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tariff: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                tariff_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_tariff_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                tariff_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                action?: string | null;
                actor?: string | null;
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
                state?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskList"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_technicians: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TechnicianPageOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_technician: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TechnicianOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_technician: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TechnicianIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TechnicianOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_technician: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_position: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PositionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TechnicianOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_stock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TechnicianOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_by_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_by_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_named_by_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_named_by_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_uptime: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
                station_id?: string | null;
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UptimePage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_exclusions: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExclusionPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_exclusion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExclusionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExclusionOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_exclusion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                exclusion_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExclusionOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_notification_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewChannelOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_notification_preferences: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_notification_preferences: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_violations: {
        parameters: {
            query?: {
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViolationPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_violations_by_firmware: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirmwareViolationPage"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_work_catalogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkCatalogueOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_work_orders: {
        parameters: {
            query?: {
                cause?: string | null;
                charge_point?: string | null;
                cursor?: string | null;
                limit?: number;
                open?: boolean | null;
                state?: components["schemas"]["WorkState"] | null;
                station_id?: string | null;
                technician?: string | null;
                topic?: components["schemas"]["Topic"] | null;
                urgency?: components["schemas"]["Urgency"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderPageOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_work_order: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDetailOut"];
                };
            };
            /** @description What If-None-Match names is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    arrive_at_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assign_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignWorkIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    call_from_site: {
        parameters: {
            query?: {
                wait?: number | null;
            };
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                action: string;
                charger_id: string;
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswerOut"] | components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description Sent; the answer is not in yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandTicketOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at a time: wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    close_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decline_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclineIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_work_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkEvidenceOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinishIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    note_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkNoteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_work_photo: {
        parameters: {
            query?: {
                text?: string;
            };
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhotoOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_work_photo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
                photo_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopen_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_work_order_route: {
        parameters: {
            query: {
                from: string;
            };
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_work_timeline: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkTimelineOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    travel_to_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key it acts once, and gets the same answer. */
                "Idempotency-Key"?: string;
                "if-match"?: string | null;
                "if-none-match"?: string | null;
            };
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOut"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is not as If-Match or If-None-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An input is not allowed; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_work_plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkPlanOut"];
                };
            };
            /** @description Nobody is logged in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database or the broker cannot be used now: try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
