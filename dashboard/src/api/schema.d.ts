// Made by `npm run api` from openapi.json. Do not edit.
export interface paths {
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit
         * @description Acts, newest first.
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
         * Login
         * @description Open a session; the token comes in a cookie that scripts cannot read.
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
         * Logout
         * @description End the session.
         */
        post: operations["logout"];
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
         * List Chargers
         * @description Chargers by id.
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
         * Get Charger
         * @description One charger with its connectors.
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
         * Approve Charger
         * @description Accept a charger: its next BootNotification is answered Accepted.
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
         * List Certificates
         * @description Client certificates of a charger, and what it said to each.
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
         * Ask Diagnostics
         * @description Let a charger upload its diagnostics to us (OCPP 1.6, 5.9).
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
         * Update Firmware
         * @description Let a charger fetch and install firmware; signed where there is a signature.
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
         * Get Local List
         * @description What a charger accepted; version 0 = nothing that we know of.
         */
        get: operations["get_local_list"];
        /**
         * Send Local List
         * @description Bring a charger's local list to these tags: by differences where it can be.
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
         * Ask Log
         * @description Let a charger upload a log to us (GetLog of the security white paper).
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
         * Call Charger
         * @description Send an OCPP 1.6 call; `wait` is how many real seconds to wait for the charger's answer.
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
         * Renew Password
         * @description Give a charger a new random password; the old one is good until the new one is used.
         */
        post: operations["renew_password"];
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
         * Reject Charger
         * @description Reject a charger.
         */
        post: operations["reject_charger"];
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
         * Reserve Connector
         * @description Ask a charger to keep a connector; `state` says whether it does.
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
        get?: never;
        /**
         * Set Security Profile
         * @description Set the least profile, also downward; OCPP alone only ever raises it.
         */
        put: operations["set_security_profile"];
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
         * Get Charger Tariff
         * @description What holds now for a charger.
         */
        get: operations["get_charger_tariff"];
        /**
         * Set Charger Tariff
         * @description The tariff of one charger.
         */
        put: operations["set_charger_tariff"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/{command_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Command
         * @description What became of a call.
         */
        get: operations["get_command"];
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
         * Get Config
         * @description What pages need to know before anything else.
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
    "/api/v1/control/heal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Heal Switches
         * @description Change the loop's switches; `off` ends all heals and puts everything back.
         */
        put: operations["set_heal_switches"];
        post?: never;
        delete?: never;
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
         * Set Default Tariff
         * @description The tariff of all stations of its currency that have none of their own.
         */
        put: operations["set_default_tariff"];
        post?: never;
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
         * List Heals
         * @description Heals, newest first.
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
         * Approve Heal
         * @description Let a proposed heal act; let an acting one surge although no target was found.
         */
        post: operations["approve_heal"];
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
         * Stop Heal
         * @description End a heal; the loop puts everything back in its next round.
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
         * Get Health
         * @description How central is.
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
    "/api/v1/id-tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Id Tags
         * @description Tags in the order of their text.
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
        get?: never;
        /**
         * Put Id Tag
         * @description Put a tag down, or renew it; compared without case.
         */
        put: operations["put_id_tag"];
        post?: never;
        /**
         * Delete Id Tag
         * @description Forget a tag.
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
         * List Jobs
         * @description Jobs, newest first.
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
         * Get Job
         * @description One job.
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
         * Get Job File
         * @description What the charger uploaded, as it came.
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
         * Get Me
         * @description Who asks, and what the role may do.
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
    "/api/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Prices
         * @description Price overrides, newest first.
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
         * List Public Stations
         * @description Stations for drivers, by id.
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
    "/api/v1/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Reservations
         * @description Reservations, newest first; an active one whose time is over is shown as expired.
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
         * Cancel Reservation
         * @description Give a reservation back.
         */
        post: operations["cancel_reservation"];
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
         * List Security Events
         * @description Security events, newest first.
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
         * Get Root Certificate
         * @description For InstallCertificate, as CentralSystemRootCertificate.
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
         * List Sessions
         * @description Charging sessions, newest first; `held`: those that wait for a review, or the others.
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
    "/api/v1/sessions/{session_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Receipt
         * @description What a session cost and why: lines that add up exactly to the total.
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
         * Review Session
         * @description Release a session that is held for review, or correct its energy or its end.
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
         * List Scenarios
         * @description What can run and what runs.
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
         * Start Scenario
         * @description Start a scenario at a simulated station.
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
         * Stop Scenario
         * @description Stop a running scenario.
         */
        delete: operations["stop_scenario"];
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
         * List Stations
         * @description Stations by id; `q` looks for a part of id, name or city.
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
         * Get Station
         * @description One station with its chargers.
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
    "/api/v1/stations/{station_id}/tariff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Station Tariff
         * @description What holds now for a station's chargers that have no tariff of their own.
         */
        get: operations["get_station_tariff"];
        /**
         * Set Station Tariff
         * @description The tariff of a station's chargers that have none of their own.
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
         * Get Station Telemetry
         * @description A station's history in steps: highest temperature and risk of its chargers, summed load.
         *
         *     `from` and `to` are simulated instants; by default the last 6 h, at most 31 days.
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
         * Read Stream
         * @description Events after a cursor; anybody may read topic `public`, the others need a session.
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
         * List Tariff Assignments
         * @description Where tariffs hold and held, newest first.
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
         * List Tariffs
         * @description Tariffs by id, each with all its versions.
         */
        get: operations["list_tariffs"];
        put?: never;
        /**
         * Create New Tariff
         * @description Put a tariff down; it holds nowhere before it is assigned.
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
         * Get Tariff
         * @description A tariff with all its versions.
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
         * Add Tariff Version
         * @description Change a tariff from now or from a later instant on; sessions that run keep what they had.
         */
        post: operations["add_tariff_version"];
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
         * Upload By Put
         * @description For chargers: the body is the file. The token in the address is all that is needed.
         */
        put: operations["upload_by_put"];
        /**
         * Upload By Post
         * @description For chargers: the body is the file. The token in the address is all that is needed.
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
         * Upload Named By Put
         * @description As `upload`, for chargers that add the file's name to the address.
         */
        put: operations["upload_named_by_put"];
        /**
         * Upload Named By Post
         * @description As `upload`, for chargers that add the file's name to the address.
         */
        post: operations["upload_named_by_post"];
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
         * List Violations
         * @description What chargers do against the standard, by charger, firmware and kind.
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
         * List Violations By Firmware
         * @description The same, summed over all chargers of a vendor and model with one firmware.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
         * CertificateList
         * @description Certificates of a charger, newest first.
         */
        CertificateList: {
            /** Items */
            items: components["schemas"]["CertificateOut"][];
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
         * CommandOut
         * @description A call's record.
         */
        CommandOut: {
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
         * CommandTicketOut
         * @description A call under way.
         */
        CommandTicketOut: {
            /** Command Id */
            command_id: string;
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
         * EnabledOut
         * @description Whether something is there.
         */
        EnabledOut: {
            /** Enabled */
            enabled: boolean;
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
         * HealConfigOut
         * @description Switches and factors of the loop.
         */
        HealConfigOut: {
            /** Discount Factor */
            discount_factor: number;
            mode: components["schemas"]["Mode"];
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
         * LevelsOut
         * @description Risk levels above low.
         */
        LevelsOut: {
            critical: components["schemas"]["BandOut"];
            high: components["schemas"]["BandOut"];
            watch: components["schemas"]["BandOut"];
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
         * Mode
         * @description How far the loop may go by itself.
         * @enum {string}
         */
        Mode: "off" | "propose" | "autopilot";
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
         * ProfileIn
         * @description The least security profile that a charger may connect with.
         */
        ProfileIn: {
            /** Security Profile */
            security_profile: number;
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
         * ReviewIn
         * @description What a person decides: the energy passes as it was read, or it was another.
         */
        ReviewIn: {
            /**
             * Act
             * @enum {string}
             */
            act: "release" | "correct";
            /** Energy Wh */
            energy_wh?: number | null;
            /** Reason */
            reason: string;
            /** Stopped At */
            stopped_at?: string | null;
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
         * RootOut
         * @description The root certificate that chargers know central by, PEM.
         */
        RootOut: {
            /** Pem */
            pem: string;
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
         * SwitchesIn
         * @description What of the loop's switches is to change.
         */
        SwitchesIn: {
            mode?: components["schemas"]["Mode"] | null;
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_audit: {
        parameters: {
            query?: {
                act?: string | null;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargerPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargerDetailOut"];
                };
            };
        };
    };
    approve_charger: {
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationOut"];
                };
            };
        };
    };
    list_certificates: {
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateList"];
                };
            };
        };
    };
    ask_diagnostics: {
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
                "application/json": components["schemas"]["DiagnosticsIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
        };
    };
    update_firmware: {
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
                "application/json": components["schemas"]["FirmwareIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
        };
    };
    get_local_list: {
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocalListOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocalListOut"];
                };
            };
        };
    };
    ask_log: {
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
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
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
            header?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
        };
    };
    renew_password: {
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordOut"];
                };
            };
        };
    };
    reject_charger: {
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationOut"];
                };
            };
        };
    };
    reserve_connector: {
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
                "application/json": components["schemas"]["ReservationIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOut"];
                };
            };
        };
    };
    set_security_profile: {
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
                "application/json": components["schemas"]["ProfileIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffInForceOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
        };
    };
    get_command: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigOut"];
                };
            };
        };
    };
    set_heal_switches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchesIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchesOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealPage"];
                };
            };
        };
    };
    approve_heal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                heal_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealOut"];
                };
            };
        };
    };
    stop_heal: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdTagPage"];
                };
            };
        };
    };
    put_id_tag: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdTagOut"];
                };
            };
        };
    };
    delete_id_tag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id_tag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricePage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicStationPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationPage"];
                };
            };
        };
    };
    cancel_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityEventPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RootOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
        };
    };
    review_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenariosOut"];
                };
            };
        };
    };
    start_scenario: {
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
                "application/json": components["schemas"]["ScenarioIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
                state?: ("operational" | "partial_outage" | "offline" | "under_maintenance") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationDetailOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffInForceOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TelemetryOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffPage"];
                };
            };
        };
    };
    create_new_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TariffIn"];
            };
        };
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffOut"];
                };
            };
        };
    };
    get_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tariff_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffOut"];
                };
            };
        };
    };
    add_tariff_version: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionOut"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViolationPage"];
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
            /** @description What was wrong with the request */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirmwareViolationPage"];
                };
            };
        };
    };
}
